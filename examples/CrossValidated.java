import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.evaluation.CrossValidation;

/**
 * 1,599 wines and their grades: does a classifier get better by the codes of an autoencoder?
 *
 * <p>Tribuo's {@link CrossValidation} answers for any trainer: it trains five times, each time
 * without another fifth of the wines, and asks about that fifth. Codes belong into the trainer, as
 * here: an autoencoder that had seen all wines beforehand would know the wines it is asked about.
 */
final class CrossValidated {
  private static final int FOLDS = 5;
  private static final long SEED = 1;

  /** Optional argument: how often the autoencoder sees each wine. */
  public static void main(String[] args) {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    Path file = Path.of("test-data", "wine-red.csv.gz");
    Dataset<Label> wines = Table.read(TableOptions.of(file).withResponse("quality")).labels();

    KernelLogisticTrainer classifier = new KernelLogisticTrainer();
    VAETrainer autoencoder = VAETrainer.builder().hidden(50).latent(8).epochs(epochs).build();
    LatentFeatureTrainer<Label> onBoth =
        LatentFeatureTrainer.builder(autoencoder, classifier).rawFeatures(true).build();

    print("features", accuracies(classifier, wines));
    print("features and codes", accuracies(onBoth, wines));
  }

  /** The share of right answers in each fold. */
  private static List<Double> accuracies(Trainer<Label> trainer, Dataset<Label> wines) {
    CrossValidation<Label, LabelEvaluation> folds =
        new CrossValidation<>(trainer, wines, new LabelEvaluator(), FOLDS, SEED);
    return folds.evaluate().stream().map(fold -> fold.getA().accuracy()).toList();
  }

  private static void print(String name, List<Double> accuracies) {
    DoubleSummaryStatistics all =
        accuracies.stream().mapToDouble(accuracy -> 100 * accuracy).summaryStatistics();
    System.out.printf(
        "%-18s %.1f %% right, from %.1f to %.1f in %d folds%n",
        name, all.getAverage(), all.getMin(), all.getMax(), all.getCount());
  }
}
