"""The options that every measuring script has."""

import argparse
import pathlib


def measuring_parser(script, description):
    parser = argparse.ArgumentParser(prog=script, description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--repeats", type=int, default=5, help="rounds (5)")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the paths that everything runs (1)")
    parser.add_argument("--record", type=pathlib.Path, help="write everything measured to this JSON file")
    parser.add_argument("--page", type=pathlib.Path, help="rewrite the tables of this page (docs/performance.md)")
    return parser
