"""Run the benchmarks: python -m benchmarks [--size quick|full] [name ...]"""

import argparse
import importlib
import pkgutil
import sys
import time

import benchmarks


def names() -> list[str]:
    """Every module of this package, by its name: one claim each."""
    return sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name[0] != "_")


def main(arguments: list[str]) -> int:
    known = names()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=benchmarks.__doc__)
    parser.add_argument("--size", choices=("quick", "full"), default="quick")
    parser.add_argument("name", nargs="*", help=f"one or more of: {', '.join(known)}")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.name) - set(known))
    if unknown:
        parser.error(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(known)}")
    for name in chosen.name or known:
        module = importlib.import_module(f"benchmarks.{name}")
        if not hasattr(module, "run"):
            continue
        started = time.perf_counter()
        print(f"\n{name} ({chosen.size}): {(module.__doc__ or '').splitlines()[0]}", flush=True)
        rows = list(module.run(chosen.size))
        width = max((len(row.what) for row in rows), default=0)
        for row in rows:
            print(f"  {row.what:<{width}}  {row.figure}")
        print(f"  [{time.perf_counter() - started:.1f} s in all]", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
