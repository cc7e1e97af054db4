import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.UncertainPrediction;
import org.lateo.report.Report;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.dataset.DatasetView;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.Regressor;

/**
 * Red wines, eleven measurements of each, and a grade from 0 to 10 by experts.
 *
 * <p>Five networks with Bayesian weights learn the grade from four fifths of the wines. Of each
 * other wine they say what grade to expect, how far off that may be, and how much of it is what the
 * experts themselves do not agree on (aleatoric) and what the networks have not seen (epistemic).
 */
final class WineGrades {
  public static void main(String[] args) throws IOException {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    Path file = Path.of("test-data", "wine-red.csv.gz");
    Dataset<Regressor> all = Table.read(TableOptions.of(file).withResponse("quality")).numbers();
    Dataset<Regressor> train = everyFifth(all, false);
    Dataset<Regressor> test = everyFifth(all, true);

    BayesianRegressionModel model =
        BayesianRegressionTrainer.builder().epochs(epochs).members(5).build().train(train);

    List<UncertainPrediction> predictions = model.explain(test);
    int inside = 0;
    for (int i = 0; i < test.size(); i++) {
      double grade = test.getExample(i).getOutput().getValues()[0];
      UncertainPrediction p = predictions.get(i);
      inside += p.quantile(0.05)[0] <= grade && grade <= p.quantile(0.95)[0] ? 1 : 0;
      if (i < 5) {
        System.out.printf("graded %.0f: %s%n", grade, text(p));
      }
    }
    System.out.printf(
        "%d of %d grades lie in their intervals of 90 %%%n", inside, predictions.size());

    Example<Regressor> strong = new ArrayExample<>(test.getExample(0));
    strong.set(new Feature("alcohol", 40));
    System.out.printf(
        "with 40 %% of alcohol:%n  before %s%n  after  %s%n",
        text(predictions.get(0)), text(model.explain(strong)));

    Path page = Report.of(model).rows(test).write(Path.of("target", "wine"));
    System.out.println("What it is sure of, and where it is not: " + page);
  }

  private static String text(UncertainPrediction p) {
    return String.format(
        "%.2f ± %.2f, of which epistemic %.2f, aleatoric %.2f",
        p.mean()[0],
        Math.sqrt(p.variance()[0]),
        Math.sqrt(p.epistemic()[0]),
        Math.sqrt(p.aleatoric()[0]));
  }

  private static Dataset<Regressor> everyFifth(Dataset<Regressor> all, boolean taken) {
    int[] rows = IntStream.range(0, all.size()).filter(i -> i % 5 == 0 == taken).toArray();
    return new DatasetView<>(all, rows, taken ? "every fifth wine" : "the other wines");
  }
}
