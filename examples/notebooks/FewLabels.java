package notebooks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsModel;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.LabelMasking;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;

/** Many rows, few labels: what unlabelled rows are worth. */
final class FewLabels {
  public static void main(String[] args) {
    // %% # Few labels
    //
    // There are 1,599 red wines with eleven measurements each, and somebody has tasted and graded
    // 100 of them. A classifier can learn from these 100 alone, or, by an autoencoder, from all
    // 1,599.
    Path data = Path.of(Files.exists(Path.of("test-data")) ? "test-data" : "../../test-data");
    TableOptions file = TableOptions.of(data.resolve("wine-red.csv.gz"));
    Dataset<Label> wines = Table.read(file.withResponse("quality")).labels();
    System.out.println(wines.getOutputInfo().toReadableString());

    // %% In truth all of these are graded. All grades but 100 are hidden, and their wines stay as
    // rows without a label.
    Dataset<Label> few = LabelMasking.keep(wines, 100, 1);

    // %% The trainer tries methods, hides each of the 100 grades once to see which method guesses
    // it best, and keeps the best method. Two are tried here: a classifier on the measurements
    // (`raw`), and one on codes (`m1`). Without `methods` all six are.
    Set<FewLabelsMethod> tried = Set.of(FewLabelsMethod.RAW, FewLabelsMethod.M1);
    FewLabelsModel model = FewLabelsTrainer.builder().methods(tried).build().train(few);
    model.describe().forEach(System.out::println);

    // %% Log-loss is in nats, and lower is better. Where the difference is smaller than the number
    // after ±, nothing is shown. The model answers as any classifier of Tribuo does:
    Prediction<Label> prediction = model.predict(wines.getExample(0));
    System.out.println(prediction.getOutput() + ", in truth " + wines.getExample(0).getOutput());

    // %% All wines, the 100 tasted ones among them. Saying 5, the commonest grade, of each wine
    // would be right about 42.6 %.
    double accuracy = new LabelEvaluator().evaluate(model, wines).accuracy();
    System.out.printf("right about %.1f %%%n", 100 * accuracy);
  }
}
