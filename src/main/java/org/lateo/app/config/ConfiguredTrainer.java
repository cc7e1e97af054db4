package org.lateo.app.config;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.json.JsonConfigFactory;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lateo.app.input.InputException;
import org.tribuo.Trainer;

/**
 * A trainer from an OLCUT configuration, in XML or JSON by the file's ending.
 *
 * <p>A configuration names classes of the class path, whose code runs with the values that it
 * gives: it is a program, to be trusted like one. Nothing but trainers, and parts of the kinds that
 * their fields ask for, is made of it or even initialised, and it is read from files on this
 * machine alone.
 */
public final class ConfiguredTrainer {
  private ConfiguredTrainer() {}

  /**
   * The trainer of a name in a file.
   *
   * @throws InputException if there is no such file or no such trainer in it, if a class that it
   *     names is not of the kind that is asked for, or if making the trainer fails
   */
  public static Trainer<?> read(Path file, String name) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": expected a configuration file, found none");
    }
    LocalConfiguration.check(file);
    ConfigurationManager.addFileFormatFactory(new JsonConfigFactory());
    try (ConfigurationManager manager = new ConfigurationManager(file.toUri().toURL())) {
      Components.check(file, manager, name, Trainer.class);
      return (Trainer<?>) manager.lookup(name);
    } catch (InputException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new InputException(file + ": expected components less deep in one another", e);
    } catch (RuntimeException | MalformedURLException | LinkageError e) {
      // OLCUT 5.3.1 has exceptions of its own, and slips on files that are not as it expects.
      throw new InputException(file + ": " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? "expected a configuration, found " + e : e.getMessage();
  }
}
