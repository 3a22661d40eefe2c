"""A language model small enough to be made in a second: random weights, no training, a real GGUF file.

    python make_gguf.py OUT.gguf [--seed N]

llama.cpp loads it like any other model of the llama architecture, and answers with it at thousands of
tokens a second on one core. Held to a grammar its answers are valid JSON; what they say is nonsense,
numbers above all, which is what it is for.

Vocabulary: the printable characters of ASCII, a token each, and the 256 bytes for everything else, so that
any text can be read and any JSON be written. A filing of 10 KB is about 10,000 tokens, hence the long
context; the width of the model makes that cheap.

Answers have to end, which random weights alone do not see to: a string closes only if its quotation mark is
drawn. So the favour that some characters find is built into the weights. The first dimension of every
embedding is the same constant, and nothing that the layer adds touches it; the normalised state therefore
always leads with about the same positive number, and the first column of the output matrix works as a bias of
each token. Digits and the signs of amounts are likelier than letters, so that answers are full of them; the
closing quotation mark has about one chance in five, so that strings stay short, and the comma hardly any, so
that lists do; control characters and bytes beyond ASCII have none. The favours stay below three, as samplers
commonly drop what has less than a twentieth of the best chance. All else is random, drawn from the seed.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

CONTEXT = 65_536  # tokens
WIDTH = 32
HIDDEN = 32

LEAD = 8.0
"""The constant in the first dimension of every embedding."""

NORMALISED_LEAD = 4.3
"""What is left of it, about, in the normalised state that the output matrix sees."""

SPREAD = 0.15
"""Of the random part of the output matrix: small enough to leave the favours in charge."""

NEVER = -40.0
FAVOURS: Mapping[str, float] = {
    **dict.fromkeys("0123456789", 1.2),
    **dict.fromkeys("$%.", 0.7),
    **dict.fromkeys("[]{}", 1.2),
    '"': 2.6,
    ",": -1.0,
    **dict.fromkeys("eE", -4.0),  # or every other number has an exponent, and is beyond what a float holds
    " ": 0.7,
    "\\": NEVER,
}
"""How much likelier than a letter a character is, as a logit."""

SPACE = "\N{LOWER ONE EIGHTH BLOCK}"  # as the tokenizer writes it
CHARACTERS = [chr(code) for code in range(0x20, 0x7F)]
TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "<{{ message['role'] }}>\n{{ message['content'] }}\n"
    "{% endfor %}<assistant>\n"
)


def main() -> None:
    """Write the file that the command line names."""
    parser = argparse.ArgumentParser(description="Write a tiny language model with random weights.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(arguments.out, arguments.seed)


def write(path: Path, seed: int) -> None:
    """Write the model to `path`; the same seed gives the same file."""
    writer = gguf.GGUFWriter(path, "llama")
    _add_shape(writer)
    favours = _add_vocabulary(writer)
    for name, tensor in _weights(np.random.default_rng(seed), favours).items():
        writer.add_tensor(name, tensor.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_shape(writer: gguf.GGUFWriter) -> None:
    writer.add_name("nonsense")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(1)
    writer.add_head_count_kv(1)
    writer.add_rope_dimension_count(WIDTH)
    writer.add_layer_norm_rms_eps(1e-5)


def _add_vocabulary(writer: gguf.GGUFWriter) -> NDArray[np.float64]:
    """Add the tokens and hand back the favour that each of them finds."""
    kinds = gguf.TokenType
    tokens = [("<unk>", kinds.UNKNOWN, NEVER), ("<s>", kinds.CONTROL, NEVER), ("</s>", kinds.CONTROL, 0.0)]
    tokens += [(f"<0x{byte:02X}>", kinds.BYTE, NEVER) for byte in range(256)]
    tokens += [
        (SPACE if character == " " else character, kinds.NORMAL, FAVOURS.get(character, 0.0))
        for character in CHARACTERS
    ]
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_vocab_size(len(tokens))
    writer.add_token_list([token for token, _, _ in tokens])
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types([kind for _, kind, _ in tokens])
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)
    return np.array([favour for _, _, favour in tokens])


def _weights(random: np.random.Generator, favours: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    def normal(rows: int, columns: int, spread: float) -> NDArray[np.float64]:
        return random.normal(0.0, spread, (rows, columns))

    embeddings = normal(len(favours), WIDTH, 1.0)
    embeddings[:, 0] = LEAD
    output = normal(len(favours), WIDTH, SPREAD)
    output[:, 0] = favours / NORMALISED_LEAD
    step = WIDTH**-0.5
    weights = {
        "token_embd.weight": embeddings,
        "output_norm.weight": np.ones(WIDTH),
        "output.weight": output,
        "blk.0.attn_norm.weight": np.ones(WIDTH),
        "blk.0.attn_q.weight": normal(WIDTH, WIDTH, step),
        "blk.0.attn_k.weight": normal(WIDTH, WIDTH, step),
        "blk.0.attn_v.weight": normal(WIDTH, WIDTH, step),
        "blk.0.attn_output.weight": normal(WIDTH, WIDTH, step),
        "blk.0.ffn_norm.weight": np.ones(WIDTH),
        "blk.0.ffn_gate.weight": normal(HIDDEN, WIDTH, step),
        "blk.0.ffn_up.weight": normal(HIDDEN, WIDTH, step),
        "blk.0.ffn_down.weight": normal(WIDTH, HIDDEN, step),
    }
    for name in ("blk.0.attn_output.weight", "blk.0.ffn_down.weight"):
        weights[name][0] = 0.0  # what the layer adds leaves the lead alone
    return weights


if __name__ == "__main__":
    main()
