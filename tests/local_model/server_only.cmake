# Read by CMake while it configures llama.cpp: leaves out its library for programs, half of what there is to
# compile. The Python package builds that library but doesn't use it, and offers no option to leave it out.
set(LLAMA_BUILD_COMMON OFF)
