import java.nio.file.Path;
import java.util.stream.IntStream;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.lateo.train.Adam;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.dataset.DatasetView;
import org.tribuo.impl.ArrayExample;

/**
 * 5,000 small pictures of digits, and somebody has had the time to label 50 of them.
 *
 * <p>A classifier on pixels learns from these 50. An autoencoder looks at all 5,000 and learns,
 * without labels, to describe a picture by 16 numbers from which it can draw the picture again: its
 * code. The same classifier, on codes instead of pixels, has an easier job.
 */
final class FewLabels {
  /** Optional argument: how often the autoencoder sees each picture. */
  public static void main(String[] args) {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    // The first 50 rows, 5 of each digit, keep their label. In the others it is hidden.
    Dataset<Label> rows = digits("train");
    MutableDataset<Label> all = new MutableDataset<>(rows.getProvenance(), new LabelFactory());
    for (Example<Label> row : rows) {
      all.add(all.size() < 50 ? row : new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, row, 1f));
    }
    DatasetView<Label> few = new DatasetView<>(all, IntStream.range(0, 50).toArray(), "few");

    KernelLogisticTrainer classifier = new KernelLogisticTrainer();
    System.out.printf("pixels: %.1f %% right%n", 100 * accuracy(classifier.train(few)));

    Adam adam = new Adam(0.003);
    VAETrainer autoencoder =
        VAETrainer.builder().hidden(300).latent(16).optimiser(adam).epochs(epochs).build();
    LatentFeatureTrainer<Label> onCodes = new LatentFeatureTrainer<>(autoencoder, classifier);
    System.out.printf("codes:  %.1f %% right%n", 100 * accuracy(onCodes.train(all)));
  }

  private static double accuracy(Model<Label> model) {
    return new LabelEvaluator().evaluate(model, digits("test")).accuracy();
  }

  private static Dataset<Label> digits(String part) {
    Path images = Path.of("test-data", "digits-" + part + "-images-idx3-ubyte.gz");
    Path labels = Path.of("test-data", "digits-" + part + "-labels-idx1-ubyte.gz");
    TableOptions files = TableOptions.of(images).withLabels(labels);
    return Table.read(files).labels();
  }
}
