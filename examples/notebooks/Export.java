package notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.lateo.ONNXVAE;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.output.LatentCode;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Model;

/** A model as a file of Tribuo's, and as ONNX for programs that have neither Tribuo nor Java. */
final class Export {
  public static void main(String[] args) throws IOException {
    // %% # Export
    //
    // A trained model is used elsewhere: later, by another program, in another language. First a
    // small model of a pump's readings.
    Path data = Path.of(Files.exists(Path.of("test-data")) ? "test-data" : "../../test-data");
    TableOptions file = TableOptions.of(data.resolve("telemetry-train.csv.gz"));
    Dataset<LatentCode> rows = Table.read(file.withResponse("status")).unlabelled();
    VAEModel model = VAETrainer.builder().hidden(32).latent(4).epochs(10).build().fit(rows);
    Path folder = Files.createTempDirectory("export");

    // %% For Java there is Tribuo's own form. What is read has the same bits, and still knows what
    // it was made from.
    Path stored = folder.resolve("pump.tribuo");
    model.serializeToFile(stored);
    VAEModel read = (VAEModel) Model.deserializeFromFile(stored);
    double[] before = model.score(rows.getExample(0)).getMean();
    double[] after = read.score(rows.getExample(0)).getMean();
    System.out.println("the same code: " + Arrays.equals(before, after));

    // %% For everything else there is ONNX, raw numbers in and final numbers out. Each file holds
    // one head of the model: the encoder, the score and others.
    System.out.println(model.heads());

    // %% Before a file is written, ONNX Runtime and Java compute the same rows. The greatest
    // difference is returned, relative to the size of what is computed; beyond 1e-4 there is no
    // file.
    Path onnx = folder.resolve("encoder.onnx");
    System.out.println(model.exportONNX("encoder", onnx) < 1e-4);

    // %% As a service reads it: opened once, used by many threads. `features` is the order in which
    // numbers are wanted; a program in Python reads it from the file's metadata.
    try (ONNXVAE encoder = ONNXVAE.open(onnx)) {
      System.out.println(encoder.features().subList(0, 4) + " and so on");
      float[][] numbers = encoder.rows(rows.getData().subList(0, 1));
      Map<String, float[][]> outputs = encoder.run(numbers);
      System.out.println("Java " + Arrays.toString(before));
      System.out.println("ONNX " + Arrays.toString(outputs.get("mean")[0]));
    }
  }
}
