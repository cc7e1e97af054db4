import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.app.input.DataOptions;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.SheetReader;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.Event;

/**
 * Readings of a pump's sensors. Nobody knows what a fault looks like, but there are 5,000 readings
 * of a sound pump.
 *
 * <p>The autoencoder learns from them how the sensors hang together. Its evidence lower bound
 * (ELBO) on a new reading tells how probable it finds it: the lower, the more unusual.
 */
final class UnusualRows {
  /** Optional argument: how often the autoencoder sees each reading. */
  public static void main(String[] args) {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 150;
    MutableDataset<Event> sound = readings("telemetry-train.csv.gz");
    MutableDataset<Event> mixed = readings("telemetry-test.csv.gz");

    VAEModel model = VAETrainer.builder().hidden(128).latent(8).epochs(epochs).build().fit(sound);
    double[] elbo = model.score(mixed).stream().mapToDouble(code -> code.getELBO()).toArray();

    List<Integer> unusualFirst =
        IntStream.range(0, elbo.length).boxed().sorted(Comparator.comparing(i -> elbo[i])).toList();
    System.out.println("The most unusual readings:");
    for (int row : unusualFirst.subList(0, 10)) {
      Event.EventType truth = mixed.getExample(row).getOutput().getType();
      System.out.printf("  row %4d %8.1f nats, in truth %s%n", row + 1, elbo[row], truth);
    }
    System.out.printf("Area under the ROC curve: %.3f%n", areaUnderCurve(unusualFirst, mixed));
  }

  /** How often a faulty reading comes before a sound one, over all pairs of the two. */
  private static double areaUnderCurve(List<Integer> unusualFirst, MutableDataset<Event> mixed) {
    long faulty = 0;
    long inOrder = 0;
    for (int row : unusualFirst) {
      boolean isFaulty = mixed.getExample(row).getOutput().getType() == Event.EventType.ANOMALOUS;
      faulty += isFaulty ? 1 : 0;
      inOrder += isFaulty ? 0 : faulty;
    }
    return inOrder / (double) (faulty * (mixed.size() - faulty));
  }

  private static MutableDataset<Event> readings(String file) {
    DataOptions options = DataOptions.of(Path.of("test-data", file)).withResponse("status");
    return Datasets.toTrain(SheetReader.read(options), OutputKind.events("ANOMALOUS"));
  }
}
