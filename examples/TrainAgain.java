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
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;

/**
 * Somebody has a model's file and asks where it comes from. Its provenance says: which trainer with
 * which settings, which file with which digest, which versions. From that it is trained again, and
 * has the same bits.
 *
 * <p>Where rows come from one of Tribuo's configurable sources, Tribuo's {@code ReproUtil} does all
 * of it; that is in Tribuo's repository, but as of version 4.3.2 not on Maven Central.
 */
final class TrainAgain {
  /** Optional argument: how often the autoencoder sees each reading. */
  public static void main(String[] args) throws Exception {
    int epochs = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    Path file = Files.createTempFile("pump", ".tribuo");
    VAETrainer.builder()
        .hidden(30)
        .latent(4)
        .epochs(epochs)
        .build()
        .fit(readings())
        .serializeToFile(file);

    VAEModel found = (VAEModel) Model.deserializeFromFile(file);
    System.out.println(found.getProvenance().getTrainerProvenance().getClassName());
    System.out.println(found.getProvenance().getDatasetProvenance().getSourceProvenance());

    ConfigurationManager manager = new ConfigurationManager();
    manager.addConfiguration(ProvenanceUtil.extractConfiguration(found.getProvenance()));
    VAETrainer trainer = manager.lookupAll(VAETrainer.class).get(0);
    Dataset<LatentCode> rows = readings(); // A digest tells whether they are the same.
    Object from = rows.getProvenance().getSourceProvenance();
    Object learned = found.getProvenance().getDatasetProvenance().getSourceProvenance();
    System.out.println("the same rows: " + from.equals(learned));
    VAEModel again = trainer.fit(rows);

    Example<LatentCode> row = rows.getExample(0);
    System.out.println("the model's code " + Arrays.toString(found.score(row).getMean()));
    System.out.println("trained again    " + Arrays.toString(again.score(row).getMean()));
    Files.delete(file);
  }

  private static Dataset<LatentCode> readings() {
    Path file = Path.of("test-data", "telemetry-train.csv.gz");
    return Table.read(TableOptions.of(file).withResponse("status")).unlabelled();
  }
}
