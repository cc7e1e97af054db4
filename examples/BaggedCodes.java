import java.nio.file.Path;
import java.util.stream.IntStream;
import org.lateo.VAETrainer;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.dataset.DatasetView;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;

/**
 * An ensemble of classifiers on codes, by Tribuo's {@link BaggingTrainer}: each member draws as
 * many wines as there are, with repetition, trains an autoencoder of its own on them and a
 * classifier on the codes. The ensemble answers with the mean of their probabilities.
 *
 * <p>Detectors and Bayesian networks have members of their own and need no bagging: see {@code
 * members} of their builders.
 */
final class BaggedCodes {
  private static final int MEMBERS = 5;

  /** Optional argument: how often an autoencoder sees each wine. */
  public static void main(String[] args) {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    Path file = Path.of("test-data", "wine-red.csv.gz");
    Dataset<Label> wines = Table.read(TableOptions.of(file).withResponse("quality")).labels();
    Dataset<Label> earlier = part(wines, 0, 1200);
    Dataset<Label> later = part(wines, 1200, wines.size());

    VAETrainer autoencoder = VAETrainer.builder().hidden(50).latent(8).epochs(epochs).build();
    LatentFeatureTrainer<Label> one =
        new LatentFeatureTrainer<>(autoencoder, new KernelLogisticTrainer());
    BaggingTrainer<Label> bagging =
        new BaggingTrainer<>(one, new FullyWeightedVotingCombiner(), MEMBERS);

    WeightedEnsembleModel<Label> ensemble = (WeightedEnsembleModel<Label>) bagging.train(earlier);
    int number = 0;
    for (Model<Label> member : ensemble.getModels()) {
      System.out.printf("member %d: %.1f %% right%n", ++number, accuracy(member, later));
    }
    System.out.printf("ensemble: %.1f %% right%n", accuracy(ensemble, later));
    Prediction<Label> first = ensemble.predict(later.getExample(0));
    System.out.println("the first of them: " + first.getOutput());
  }

  private static double accuracy(Model<Label> model, Dataset<Label> wines) {
    return 100 * new LabelEvaluator().evaluate(model, wines).accuracy();
  }

  private static Dataset<Label> part(Dataset<Label> wines, int from, int to) {
    return new DatasetView<>(wines, IntStream.range(from, to).toArray(), from + " to " + to);
  }
}
