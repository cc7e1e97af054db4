package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lateo.ONNXVAE;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.likelihood.Bernoulli;
import org.lateo.math.RandomStream;
import org.lateo.onnx.SessionSettings;
import org.lateo.output.LatentCode;
import org.lateo.output.LatentCodeFactory;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Rows of 784 pixels, a fifth of them set, and a model of 784-500-20 that has seen 256 of them. */
final class RandomPixels {
  static final int COLUMNS = 784;
  private static final int TRAINED_ON = 256;

  private RandomPixels() {}

  private static boolean isSet(int row, int column) {
    return RandomStream.of(1, "bench").uniform((long) row * COLUMNS + column) < 0.2;
  }

  static List<Example<LatentCode>> examples(int count) {
    List<Example<LatentCode>> examples = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      ArrayExample<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
      for (int c = 0; c < COLUMNS; c++) {
        if (isSet(r, c)) {
          example.add(String.format("p%03d", c), 1);
        }
      }
      examples.add(example);
    }
    return examples;
  }

  /** The same rows as {@link #examples}, {@code [count, COLUMNS]}. */
  static float[][] rows(int count) {
    float[][] rows = new float[count][COLUMNS];
    for (int r = 0; r < count; r++) {
      for (int c = 0; c < COLUMNS; c++) {
        rows[r][c] = isSet(r, c) ? 1 : 0;
      }
    }
    return rows;
  }

  /** Trained for one epoch: what it says is of no interest. */
  static VAEModel model() {
    LatentCodeFactory factory = new LatentCodeFactory();
    MutableDataset<LatentCode> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("random pixels", factory), factory);
    dataset.addAll(examples(TRAINED_ON));
    return VAETrainer.builder().likelihood(new Bernoulli()).epochs(1).build().fit(dataset);
  }

  /** A head of a model in ONNX Runtime. */
  static ONNXVAE onnx(VAEModel model, String head, SessionSettings settings) throws IOException {
    Path file = Files.createTempFile("lateo", ".onnx");
    try {
      model.exportONNX(head, file);
      return ONNXVAE.open(file, settings);
    } finally {
      Files.delete(file);
    }
  }
}
