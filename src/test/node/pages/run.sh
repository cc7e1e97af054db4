#!/bin/sh
# Writes the demo's page and a report of each task, checks them, and photographs them into the site.
# From the project's root, after mvn -q package -DskipTests. Takes some minutes. LATEO may name another
# way to start the command line.
set -e
here=$(dirname "$0")
lateo=${LATEO:-java -jar target/lateo.jar}
data=test-data
out=target/pages
digits="--data $data/digits-train-images-idx3-ubyte.gz --labels $data/digits-train-labels-idx1-ubyte.gz"
small="--hidden 300 --latent 10 --epochs 60 --learning-rate 3e-3"
mkdir -p $out
npm --prefix "$here" ci --no-audit --no-fund
$lateo demo --out $out/demo
$lateo train --task anomaly --data $data/telemetry-train.csv.gz --response status --out $out/pump.tribuo --quiet
$lateo evaluate --model $out/pump.tribuo --data $data/telemetry-test.csv.gz --response status --report $out/anomaly
$lateo train --task classify $digits --rows 1500 --labelled 100 $small --out $out/classes.tribuo --report $out/classify --quiet
$lateo train $digits $small --out $out/digits.tribuo --report $out/latent --quiet
node "$here/check.js" $out/demo/demo.html $out/anomaly/report.html $out/classify/report.html $out/latent/report.html
node "$here/shots.js" src/site/markdown/images demo=$out/demo/demo.html anomaly=$out/anomaly/report.html \
  classify=$out/classify/report.html latent=$out/latent/report.html
