package org.lateo.app;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lateo.FlowTrainer;
import org.lateo.FlowTrainerBuilder;
import org.lateo.VAETrainer;
import org.lateo.anomaly.AnomalyDefaults;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.app.train.ModelKind;
import org.lateo.app.train.Task;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.codes.CodeDefaults;
import org.lateo.config.Part;
import org.lateo.config.PartKind;
import org.lateo.conformal.ConformalRegressionTrainer;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.tables.CellFormat;
import org.tribuo.Trainer;

/** The defaults of a task's trainers by field, for help texts, so that each is written once. */
final class TrainerDefaults extends ResourceBundle {
  /** The start of every key, since picocli looks up descriptions by the plain names of options. */
  private static final String KEY = "default.";

  private static final String DETECTOR = "detector.";
  private static final String PLAIN = "plain.";
  private static final String FLOW = "flow.";
  private static final String BAYES = "bayes.";
  private static final String LIKELIHOOD = "likelihood";
  private static final int MANY_ROWS = 1_000_000;
  private static final int MANY_COLUMNS = 100;

  private final Map<String, String> values;

  /** The defaults of a task and, where it is that of a model alone, of the model. */
  TrainerDefaults(Task task, ModelKind model) {
    boolean flow = !task.isSupervised() && model == ModelKind.FLOW;
    Map<String, String> ofFlow = task == Task.ANOMALY ? ofFlowDetectors() : ofFlow();
    values =
        switch (task) {
          case LATENT -> flow ? forFlows(ofFlow) : ofAutoencoders();
          case ANOMALY -> flow ? forFlows(ofFlow) : ofDetectors();
          case CLASSIFY -> ofClassifiers();
          case REGRESS -> ofNetworks();
        };
    of(VAEAnomalyTrainer.builder().build()).forEach((k, v) -> values.put(DETECTOR + k, v));
    values.put("codes", of(new FewLabelsTrainer()).get("codes"));
    of(VAETrainer.autoencoder().build()).forEach((k, v) -> values.put(PLAIN + k, v));
    ofFlow.forEach((k, v) -> values.put(FLOW + k, v));
    of(BayesianRegressionTrainer.builder().build()).forEach((k, v) -> values.put(BAYES + k, v));
    values.put("calibration", of(ConformalRegressionTrainer.builder().build()).get("calibration"));
    values.put("gaps", String.join(",", CellFormat.DEFAULT.gaps()));
    values.put(
        "task",
        switch (task) {
          case LATENT ->
              flow
                  ? "latent --model flow"
                  : "latent; with another --task, or with --model flow, --help shows those of that";
          case ANOMALY ->
              flow
                  ? "anomaly --model flow; ranges are by the table's rows"
                  : "anomaly; ranges are by the table's rows and columns";
          case CLASSIFY ->
              "classify, of the autoencoder that makes codes; ranges are by the table's rows and columns;"
                  + " m2 and m1m2 have narrower ones";
          case REGRESS ->
              "regress --method bayes; of the autoencoder of other methods, those of classify";
        });
  }

  private static Map<String, String> ofAutoencoders() {
    Map<String, String> all = of(VAETrainer.builder().build());
    all.put(
        LIKELIHOOD,
        "mixed if there are one-hot columns field@value, bernoulli if all values are from 0 to 1,"
            + " else gaussian");
    return all;
  }

  /** With those of a flow; options of autoencoders alone have none. */
  private static Map<String, String> forFlows(Map<String, String> flow) {
    Map<String, String> all = ofAutoencoders();
    all.replaceAll((field, value) -> "none, not of flows");
    all.putAll(flow);
    return all;
  }

  private static Map<String, String> ofFlow() {
    return ofFlow(FlowTrainer.builder());
  }

  private static Map<String, String> ofFlow(FlowTrainerBuilder builder) {
    Map<String, String> all = of(builder.build());
    all.put("hidden", "by the number of columns");
    return all;
  }

  private static Map<String, String> ofFlowDetectors() {
    return ranges(ofFlow(AnomalyDefaults.flow(1)), ofFlow(AnomalyDefaults.flow(MANY_ROWS)));
  }

  /** What is chosen for the smallest table, and for a large one if that is something else. */
  private static Map<String, String> ofDetectors() {
    Map<String, String> small = of(AnomalyDefaults.choose(1, List.of("a")).build());
    List<String> names = IntStream.range(0, MANY_COLUMNS).mapToObj(i -> "c@" + i).toList();
    return ranges(small, of(AnomalyDefaults.choose(MANY_ROWS, names).build()));
  }

  /** Those of the autoencoder below a classifier. */
  private static Map<String, String> ofClassifiers() {
    Map<String, String> small = of(CodeDefaults.choose(1, 1).build());
    Map<String, String> all =
        ranges(small, of(CodeDefaults.choose(MANY_ROWS, MANY_COLUMNS).build()));
    all.put(LIKELIHOOD, ofAutoencoders().get(LIKELIHOOD));
    return all;
  }

  /** Those of a network that predicts; options of autoencoders alone have none. */
  private static Map<String, String> ofNetworks() {
    Map<String, String> all = ofAutoencoders();
    all.replaceAll((field, value) -> "none, not of bayes");
    Map<String, String> network = of(BayesianRegressionTrainer.builder().build());
    network.remove("prior"); // That of weights, which has no option.
    all.putAll(network);
    return all;
  }

  private static Map<String, String> ranges(Map<String, String> small, Map<String, String> large) {
    small.replaceAll((field, value) -> range(value, large.getOrDefault(field, value)));
    return small;
  }

  private static String range(String one, String other) {
    if (one.equals(other)) {
      return one;
    }
    boolean words = Character.isLetter(one.charAt(0));
    List<String> ordered = words || isLess(one, other) ? List.of(one, other) : List.of(other, one);
    return String.join(words ? " or " : " to ", ordered);
  }

  private static boolean isLess(String one, String other) {
    return Double.parseDouble(one) < Double.parseDouble(other);
  }

  private static Map<String, String> of(Trainer<?> trainer) {
    Map<String, String> values = new TreeMap<>();
    trainer.getProvenance().getConfiguredParameters().forEach((k, v) -> add(values, k, v));
    return values;
  }

  private static void add(Map<String, String> values, String field, Provenance value) {
    if (value instanceof ObjectProvenance object) {
      object.forEach(part -> values.putIfAbsent(part.getA(), text(part.getB())));
    }
    values.put(field, text(value));
  }

  private static String text(Provenance value) {
    if (value instanceof ListProvenance<?> list) {
      return list.getList().stream().map(TrainerDefaults::text).collect(Collectors.joining(","));
    }
    if (value instanceof ConfiguredObjectProvenance object) {
      return name(object.getClassName());
    }
    return value.toString().toLowerCase(Locale.ROOT);
  }

  /** The name by which an option takes a part: {@code adam} of Adam. */
  private static String name(String className) {
    try {
      Class<?> type = Class.forName(className);
      return Part.class.isAssignableFrom(type)
          ? PartKind.name(type.asSubclass(Part.class))
          : type.getSimpleName();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("A default is of a class that there is", e);
    }
  }

  @Override
  protected Object handleGetObject(String key) {
    return key.startsWith(KEY) ? values.get(key.substring(KEY.length())) : null;
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(values.keySet().stream().map(KEY::concat).toList());
  }
}
