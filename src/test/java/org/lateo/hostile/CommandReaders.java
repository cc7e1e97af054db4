package org.lateo.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.lateo.app.Main;
import org.lateo.hostile.HostileReader.Kind;

/** Files that the command line reads: it does as it was told, or says in a line why not. */
final class CommandReaders {
  private static final String ROWS =
      "a,b,kind,when\n1,0.5,x,2024-01-02\n2,,y,2024-01-01\n3,1.5,x,\n4,2.5,z,2024-02-01\n";
  private static final String JSON =
      """
      {"a": 1, "b": 0.5, "kind": "x", "when": "2024-01-02"}
      {"a": 2, "b": null, "kind": "y", "when": "2024-01-01"}
      {"kind": "x", "a": 3, "b": 1.5, "when": null, "more": [1, {"c": 2}]}
      """;
  private static final String TYPES =
      "{\"a\": \"number\", \"b\": \"category\", \"kind\": \"text\", \"when\": \"date yyyy-MM-dd\"}";

  private CommandReaders() {}

  /** What the user is told. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String said) {
      super(said);
    }
  }

  static List<HostileReader> all(Path folder) {
    return List.of(
        reader("types", TYPES, input -> types(folder, input)),
        new HostileReader(
            "score",
            List.of(model(folder)),
            Kind.PROTOBUF,
            List.of(Refused.class),
            input -> score(folder, input)),
        reader("impute-csv", ROWS, input -> impute(folder, "i.csv", input)),
        reader("impute-json", JSON, input -> impute(folder, "i.json", input)),
        reader(
            "impute-json-array",
            "[" + JSON.strip().replace("\n", ",\n") + "]",
            input -> impute(folder, "j.json", input)));
  }

  private static HostileReader reader(String name, String seed, HostileReader.Reading reading) {
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    return new HostileReader(name, List.of(bytes), Kind.TEXT, List.of(Refused.class), reading);
  }

  private static void types(Path folder, byte[] input) throws IOException, Refused {
    Path data = Files.writeString(folder.resolve("types.csv"), ROWS);
    Path types = Files.write(folder.resolve("types.json"), input);
    train(data, folder.resolve("types.model"), "--types", types);
  }

  /** The model of a table, whose columns it knows. */
  private static byte[] model(Path folder) {
    try {
      Path model = folder.resolve("score.model");
      train(Files.writeString(folder.resolve("score.csv"), ROWS), model);
      return Files.readAllBytes(model);
    } catch (IOException | Refused e) {
      throw new IllegalStateException(e);
    }
  }

  private static void score(Path folder, byte[] input) throws IOException, Refused {
    Path model = Files.write(folder.resolve("changed.model"), input);
    Path data = folder.resolve("score.csv");
    run("score", "--data", data, "--model", model, "--out", folder.resolve("scores"));
  }

  private static void impute(Path folder, String name, byte[] input) throws IOException, Refused {
    Path model = folder.resolve("impute.model");
    if (!Files.exists(model)) {
      train(Files.writeString(folder.resolve("whole.csv"), ROWS), model);
    }
    Path data = Files.write(folder.resolve(name), input);
    run("impute", "--data", data, "--model", model, "--out", folder.resolve("filled"));
  }

  private static void train(Path data, Path model, Object... more) throws Refused {
    Stream<Object> usual =
        Stream.of(
            "train",
            "--data",
            data,
            "--out",
            model,
            "--epochs",
            1,
            "--hidden",
            2,
            "--latent",
            1,
            "--threads",
            1,
            "--validation",
            0);
    run(Stream.concat(usual, Stream.of(more)).toArray());
  }

  private static void run(Object... arguments) throws Refused {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(java.io.OutputStream.nullOutputStream());
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    int code = Main.run(out, err, texts);
    String text = said.toString(StandardCharsets.UTF_8);
    if (code == 2) {
      throw new Refused(text);
    }
    if (code != 0) {
      throw new IllegalStateException("Expected a result or a refusal, found " + text);
    }
  }
}
