package org.lateo.app;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.config.io.ConfigLoaderException;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lateo.app.input.InputException;
import org.tribuo.Trainer;

/** A trainer from an OLCUT configuration, in XML or JSON by the file's ending. */
final class ConfiguredTrainer {
  private ConfiguredTrainer() {}

  /**
   * The trainer of a name in a file.
   *
   * @throws InputException if there is no such file or no such trainer in it
   */
  static Trainer<?> read(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": expected a configuration file, found none");
    }
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    try (ConfigurationManager manager = new ConfigurationManager(file.toUri().toURL())) {
      if (manager.lookup(name) instanceof Trainer<?> trainer) {
        return trainer;
      }
      throw new InputException(file + ": expected '" + name + "' to be a trainer");
    } catch (PropertyException | ConfigLoaderException | MalformedURLException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }
}
