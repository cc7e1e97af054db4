import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.output.LatentCode;
import org.lateo.tables.Table;
import org.lateo.tables.TableOptions;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;

/**
 * Somebody has a model's file and asks where it comes from. Its provenance says: which trainer with
 * which settings, which rows, which versions. From that it is trained again, and has the same bits.
 *
 * <p>This is what Tribuo's {@code ReproUtil} does, which is in Tribuo's repository but not on Maven
 * Central as of version 4.3.2; {@code ReproUtil} also sets how often the trainer had trained
 * before.
 */
final class TrainAgain {
  /** Optional argument: how often the autoencoder sees each reading. */
  public static void main(String[] args) throws Exception {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    Path file = Files.createTempFile("pump", ".tribuo");
    train(epochs).serializeToFile(file);

    VAEModel found = (VAEModel) Model.deserializeFromFile(file);
    System.out.println(found.getProvenance().getTrainerProvenance().getClassName());
    System.out.println(found.getProvenance().getDatasetProvenance().getSourceProvenance());

    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(found.getProvenance()));
    VAETrainer trainer = manager.lookupAll(VAETrainer.class).get(0);
    Dataset<LatentCode> rows = new MutableDataset<>(source(manager));
    VAEModel again = trainer.fit(rows);

    Example<LatentCode> row = rows.getExample(0);
    System.out.println("the model's code " + Arrays.toString(found.score(row).getMean()));
    System.out.println("trained again    " + Arrays.toString(again.score(row).getMean()));
    Files.delete(file);
  }

  private static VAEModel train(int epochs) {
    Path readings = Path.of("test-data", "telemetry-train.csv.gz");
    Table table = Table.read(TableOptions.of(readings).withResponse("status"));
    return VAETrainer.builder().hidden(30).latent(4).epochs(epochs).build().fit(table.unlabelled());
  }

  @SuppressWarnings("unchecked") // The model's outputs are codes, and so are those of its source.
  private static ConfigurableDataSource<LatentCode> source(ConfigurationManager manager) {
    return (ConfigurableDataSource<LatentCode>)
        manager.lookupAll(ConfigurableDataSource.class).get(0);
  }
}
