package org.lateo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.output.LatentCode;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;

/**
 * The pictures of the documentation's page <em>concepts</em>, of the pump in the folder {@code
 * test-data}: codes of two dimensions, the divergence of each dimension of a code of ten, and how a
 * detector's scores lie beside its threshold.
 *
 * <p>Option: {@code out}, the folder for the SVG files.
 */
public final class ConceptPictures {
  private static final List<String> MODES = List.of("idle", "normal", "boost");
  private static final int DIMENSIONS = 10;
  private static final double STEP = 2.5;
  private static final int BARS = 32;

  private final Path out;

  private ConceptPictures(Path out) {
    this.out = out;
  }

  /** Draws them; see the class. */
  public static void main(String[] arguments) throws IOException {
    Options options = new Options(arguments, "out");
    ConceptPictures pictures =
        new ConceptPictures(Path.of(options.text("out", "src/site/markdown/images")));
    pictures.codes();
    pictures.dimensions();
    pictures.scores();
  }

  private static Table readings(String part) {
    Path file = Path.of("test-data", "telemetry-" + part + ".csv.gz");
    return Table.read(TableOptions.of(file).withResponse("status"));
  }

  private static VAEModel trained(int latent) {
    VAETrainerBuilder settings = VAETrainer.builder().hidden(64).latent(latent);
    return settings.build().fit(readings("train").unlabelled());
  }

  /** Rows as points, by the two numbers of their code. */
  private void codes() throws IOException {
    VAEModel model = trained(2);
    Dataset<LatentCode> rows = readings("test").unlabelled();
    List<LatentCode> codes = model.encode(rows);
    ConceptPicture picture = new ConceptPicture("first number of the code", "second number", 3.5);
    for (int i = 0; i < codes.size(); i++) {
      double[] z = codes.get(i).getMean();
      picture.point(z[0], z[1], mode(rows.getExample(i)));
    }
    picture.legend(MODES);
    Files.writeString(out.resolve("concept-codes.svg"), picture.svg());
  }

  private static int mode(Example<?> row) {
    return IntStream.range(0, MODES.size())
        .filter(k -> row.lookup("mode@" + MODES.get(k)) != null) // Zeros are left out.
        .findFirst()
        .orElse(0);
  }

  /** The mean divergence of each dimension, the largest first. */
  private void dimensions() throws IOException {
    VAEModel model = trained(DIMENSIONS);
    double[] nats = model.meanLatentNats(readings("test").unlabelled().getData());
    double[] falling =
        IntStream.range(0, nats.length).mapToDouble(i -> -nats[i]).sorted().toArray();
    ConceptPicture picture =
        new ConceptPicture("dimensions of the code, the largest first", "KL divergence, nats", 0);
    picture.bars(IntStream.range(0, nats.length).mapToDouble(i -> -falling[i]).toArray(), 0);
    Files.writeString(out.resolve("concept-dimensions.svg"), picture.svg());
  }

  /** How many sound and faulty test rows have which score. */
  private void scores() throws IOException {
    VAEAnomalyModel detector = new VAEAnomalyTrainer().train(readings("train").events("ANOMALOUS"));
    Dataset<Event> rows = readings("test").events("ANOMALOUS");
    double[] scores = detector.score(rows.getData());
    double[][] counts = new double[2][BARS];
    for (int i = 0; i < scores.length; i++) {
      int bar = (int) Math.floor((scores[i] - detector.threshold()) / STEP) + BARS / 2;
      boolean faulty = rows.getExample(i).getOutput().getType() == EventType.ANOMALOUS;
      counts[faulty ? 1 : 0][Math.min(Math.max(bar, 0), BARS - 1)]++;
    }
    ConceptPicture picture =
        new ConceptPicture(
            "score less the threshold; rows further out are in the last bars", "rows", 0);
    picture.bars(counts[0], 0);
    picture.bars(counts[1], 1);
    picture.middle();
    picture.legend(List.of("sound", "faulty"));
    Files.writeString(out.resolve("concept-scores.svg"), picture.svg());
  }
}
