package org.lateo.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.data.Table;
import org.lateo.graph.Input;
import org.lateo.graph.RowSource;
import org.lateo.math.BestBlas;
import org.lateo.math.Blas;
import org.lateo.math.BlasArray;

/**
 * What tells a training from others: two trainings with the same facts go through the same states,
 * bit for bit. The number of threads is not one of them.
 *
 * @param facts values by name: settings, and digests of rows and arithmetic
 */
public record Fingerprint(SortedMap<String, String> facts) {
  private static final int KEY = 16;
  private static final int SIZE = 96;

  /** Copies the facts. */
  public Fingerprint {
    facts = new TreeMap<>(facts);
  }

  /**
   * The fingerprint of a training.
   *
   * @param settings everything that decides the states but for rows and processor
   */
  static Fingerprint of(Map<String, String> settings, TrainingData data) {
    SortedMap<String, String> facts = new TreeMap<>(settings);
    Table table = data.table();
    facts.put("rows", Integer.toString(table.rows()));
    facts.put("values", values(data));
    facts.put("validation rows", digest(data.split().validation()));
    facts.put(
        "arithmetic",
        BestBlas.get().describe() + ", " + System.getProperty("os.arch") + ", " + products());
    return new Fingerprint(facts);
  }

  /** This fingerprint with a further fact. */
  public Fingerprint with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(facts);
    more.put(name, value);
    return new Fingerprint(more);
  }

  /** A short name of the training, of letters and digits. */
  public String key() {
    MessageDigest digest = sha256();
    facts.forEach(
        (name, value) ->
            digest.update((name + "=" + value + "\n").getBytes(StandardCharsets.UTF_8)));
    return hex(digest);
  }

  /** The facts that differ, as {@code epochs: expected 50, found 30}, joined by semicolons. */
  public String difference(Fingerprint found) {
    TreeSet<String> names = new TreeSet<>(facts.keySet());
    names.addAll(found.facts.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(facts.get(name), found.facts.get(name)))
        .map(name -> difference(name, found))
        .collect(Collectors.joining("; "));
  }

  private String difference(String name, Fingerprint found) {
    return String.format(
        "%s: expected %s, found %s",
        name, facts.getOrDefault(name, "none"), found.facts.getOrDefault(name, "none"));
  }

  /** A digest of every input's rows and of the weights, in any order of the inputs. */
  private static String values(TrainingData data) {
    List<String> parts =
        data.inputs().entrySet().stream()
            .map(input -> digest(input.getKey(), input.getValue(), data.table()))
            .sorted()
            .toList();
    return String.join(" ", parts);
  }

  private static String digest(Input input, RowSource rows, Table table) {
    MessageDigest digest = sha256();
    float[] row = new float[input.columns()];
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (row.length + 1));
    for (int i = 0; i < table.rows(); i++) {
      rows.fill(i, row, 0);
      bytes.clear();
      bytes.asFloatBuffer().put(row).put(table.weight(i));
      digest.update(bytes);
    }
    return hex(digest);
  }

  private static String digest(int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
    bytes.asIntBuffer().put(numbers);
    MessageDigest digest = sha256();
    digest.update(bytes);
    return hex(digest);
  }

  /**
   * A digest of the bits of a product of matrices: libraries choose its order of sums by the kind
   * of processor, which they do not tell.
   */
  private static String products() {
    Blas blas = BestBlas.get();
    float[] values = new float[SIZE * SIZE];
    IntStream.range(0, values.length).forEach(i -> values[i] = 1f / (1 + i % 1013));
    BlasArray a = blas.allocate(values.length);
    BlasArray c = blas.allocate(values.length);
    a.put(0, values, 0, values.length);
    blas.multiply(false, false, false, SIZE, SIZE, SIZE, a, 0, SIZE, a, 0, SIZE, c, 0, SIZE);
    c.get(0, values, 0, values.length);
    int[] bits =
        IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i])).toArray();
    return "products " + digest(bits);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, KEY);
  }
}
