"""ONNX's own checker reads files in full: names, types, shapes, operator sets, weights in files beside them.

Usage: /usr/bin/python3 onnx_check.py FILE.onnx ... or FOLDER, such as org.lateo.onnx.ONNXMatrixFiles writes.
Prints how many it read, and stops with an error at the first that it refuses. Debian's python3-onnx 1.12 was used."""
import glob, os, sys
import onnx

paths = [p for a in sys.argv[1:] for p in (sorted(glob.glob(os.path.join(a, "*.onnx"))) if os.path.isdir(a) else [a])]
for path in paths:
    try:
        onnx.checker.check_model(path, full_check=True)
    except Exception as e:
        sys.exit(f"{path}: {e}")
print(len(paths))
