package org.lateo.app.config;

import com.oracle.labs.mlrg.olcut.config.Configurable;
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
public final class ConfiguredTrainer {
  private ConfiguredTrainer() {}

  /**
   * The trainer of a name in a file.
   *
   * @throws InputException if there is no such file or no such trainer in it
   */
  public static Trainer<?> read(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": expected a configuration file, found none");
    }
    LocalConfiguration.check(file);
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    try (ConfigurationManager manager = new ConfigurationManager(file.toUri().toURL())) {
      if (lookup(manager, file, name) instanceof Trainer<?> trainer) {
        return trainer;
      }
      throw new InputException(file + ": expected '" + name + "' to be a trainer");
    } catch (PropertyException | ConfigLoaderException | MalformedURLException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  /** OLCUT makes the parts of a component before the component, and parts within parts. */
  private static Configurable lookup(ConfigurationManager manager, Path file, String name) {
    try {
      return manager.lookup(name);
    } catch (StackOverflowError e) {
      String found =
          ComponentGraph.of(manager)
              .partOfItself(name)
              .map(component -> "'" + component + "'")
              .orElse("a property of '" + name + "'");
      throw new InputException(
          file + ": expected components that do not refer to themselves, found " + found, e);
    }
  }
}
