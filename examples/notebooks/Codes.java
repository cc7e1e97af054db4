package notebooks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.output.LatentCode;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;

/** Rows become codes: train, encode, judge rows, invent rows. */
final class Codes {
  public static void main(String[] args) {
    // %% # Codes
    //
    // A variational autoencoder learns from rows without any labels to describe each row by a few
    // numbers, its *code*, and to restore the row from them. The rows here are 5,000 readings of a
    // pump's sensors.
    //
    // Its last column, `status`, is an answer and no measurement, so it is left out of the rows.
    Path data = Path.of(Files.exists(Path.of("test-data")) ? "test-data" : "../../test-data");
    TableOptions sound = TableOptions.of(data.resolve("telemetry-train.csv.gz"));
    Table table = Table.read(sound.withResponse("status"));
    Dataset<LatentCode> rows = table.unlabelled();
    System.out.println(rows.size() + " rows of " + table.columns().size() + " columns");

    // %% Six numbers for each row, and one hidden layer of 64 units on either side of them. All
    // other settings have their defaults. It takes some seconds.
    VAEModel model = VAETrainer.builder().hidden(64).latent(6).epochs(30).build().fit(rows);
    model.describeLikelihood().forEach(System.out::println);

    // %% Rows that it has not seen are encoded. Where the numbers of a code hardly differ from row
    // to row, the model did not need them.
    TableOptions later = TableOptions.of(data.resolve("telemetry-test.csv.gz"));
    Dataset<LatentCode> test = Table.read(later.withResponse("status"), model).unlabelled();
    List<LatentCode> codes = model.encode(test.getData());
    for (LatentCode code : codes.subList(0, 3)) {
      System.out.println(Arrays.toString(code.getMean()));
    }

    // %% How usual is a row? Its log-likelihood says, in nats: higher is more usual. A fifth of
    // these rows are faults of the pump; [the notebook of unusual rows](UnusualRows.ipynb) finds
    // them.
    double[] logLikelihood = model.logLikelihood(test.getData(), 100);
    double[] sorted = Arrays.stream(logLikelihood).sorted().toArray();
    System.out.printf("least %.1f, median %.1f nats%n", sorted[0], sorted[sorted.length / 2]);

    // %% The model is a distribution, so it can draw rows that are in no file.
    double[] invented = model.sample(1, 1)[0];
    List<String> names = model.featureNames();
    for (int c = 0; c < 5; c++) {
      System.out.printf("%-15s %.3f%n", names.get(c), invented[c]);
    }
  }
}
