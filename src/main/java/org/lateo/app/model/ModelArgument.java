package org.lateo.app.model;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lateo.app.input.InputException;
import org.tribuo.Model;
import picocli.CommandLine.Option;

/** The option of the model that a verb uses. */
public final class ModelArgument {
  private static final String OPTION = "--model";

  @Option(
      names = OPTION,
      required = true,
      paramLabel = "FILE",
      description = "A model file that train has written.")
  Path file;

  /** The argument of another option. */
  public static ModelArgument at(Path file) {
    ModelArgument argument = new ModelArgument();
    argument.file = file;
    return argument;
  }

  /** The file, by the option that names it. */
  public Map<String, Path> files() {
    return Map.of(OPTION, file);
  }

  /** The model in the file. */
  public Model<?> read() {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": expected a model file, found none");
    }
    try {
      return Model.deserializeFromFile(file);
    } catch (IOException
        | IllegalArgumentException
        | IllegalStateException
        | ClassCastException e) {
      throw new InputException(file + ": expected a model, found " + reason(e), e);
    } catch (StackOverflowError e) {
      throw new InputException(file + ": expected a model, found parts nested too deep to read", e);
    }
  }

  /** The message of the first cause, since Tribuo wraps the exceptions of a model's factory. */
  private static String reason(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    if (innermost instanceof InvalidProtocolBufferException) {
      return "a file that is none, or that is damaged";
    }
    return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
  }

  /**
   * The model in the file, or its only member, with a capability.
   *
   * @throws InputException if neither has it, saying what the model can do instead, or if several
   *     members have it
   */
  public <C> Capable<C> read(Class<C> capability) {
    return one(read(), capability);
  }

  /** As {@link #read(Class)}, of a model that has been read from the file. */
  public <C> Capable<C> one(Model<?> model, Class<C> capability) {
    List<Capable<C>> able = Capable.of(model, capability);
    if (able.isEmpty()) {
      throw incapable(model, Capable.verb(capability));
    }
    if (able.size() > 1) {
      throw refusal(
          "one model, found a detector of "
              + able.size()
              + "; train without --task anomaly, or a detector with --members 1");
    }
    return able.get(0);
  }

  /** The exception for a model that can do none of the verbs, saying what it can do. */
  public InputException incapable(Model<?> model, String verbs) {
    return refusal("a model that " + verbs + ", found " + Capable.describe(model));
  }

  /** The exception for a model in the file that is not as expected. */
  public InputException refusal(String expectedAndFound) {
    return new InputException(file + ": expected " + expectedAndFound);
  }
}
