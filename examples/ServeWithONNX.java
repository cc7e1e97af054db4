import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Feature;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

/**
 * Trains a model of digits, writes autoencoder and classifier as one ONNX file, and asks ONNX
 * Runtime what is in a picture: raw pixels in, class probabilities out. Neither Lateo nor Tribuo is
 * needed there, nor Java.
 */
final class ServeWithONNX {
  /** Optional argument: how often the autoencoder sees each picture. */
  public static void main(String[] args) throws Exception {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    Path images = Path.of("test-data", "digits-train-images-idx3-ubyte.gz");
    Path labels = Path.of("test-data", "digits-train-labels-idx1-ubyte.gz");
    TableOptions files = TableOptions.of(images).withLabels(labels);
    Dataset<Label> digits = Table.read(files).labels();

    VAETrainer autoencoder = VAETrainer.builder().hidden(300).latent(16).epochs(epochs).build();
    LatentFeatureModel<Label> model =
        new LatentFeatureTrainer<>(autoencoder, new LogisticRegressionTrainer()).train(digits);
    Path file = Files.createTempFile("digits", ".onnx");
    System.out.printf("%s differs from Java by %.1e%n", file, model.exportPipeline(file));

    // Ten pictures as rows of numbers, columns in the model's order, absent features zero.
    float[][] rows = new float[10][model.encoder().featureNames().size()];
    for (int i = 0; i < rows.length; i++) {
      for (Feature pixel : digits.getExample(i)) {
        rows[i][model.getFeatureIDMap().getID(pixel.getName())] = (float) pixel.getValue();
      }
    }
    OrtEnvironment onnx = OrtEnvironment.getEnvironment();
    try (OrtSession session = onnx.createSession(file.toString());
        OnnxTensor features = OnnxTensor.createTensor(onnx, rows);
        OrtSession.Result result = session.run(Map.of("input", features))) {
      float[][] probability = (float[][]) result.get(0).getValue();
      for (int i = 0; i < rows.length; i++) {
        Label java = model.predict(digits.getExample(i)).getOutput();
        float same = probability[i][model.getOutputIDInfo().getID(java)];
        System.out.printf("a %s: Java %.5f, ONNX %.5f%n", java.getLabel(), java.getScore(), same);
      }
    }
  }
}
