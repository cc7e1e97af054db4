package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lateo.anomaly.DetectorKinds;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianMethod;
import org.lateo.codes.ClassifierModel;
import org.lateo.codes.PipelineKinds;
import org.lateo.inference.FixedDraws;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LikelihoodMembers;
import org.lateo.likelihood.Multinomial;
import org.lateo.model.VAEArchitecture;
import org.lateo.nn.Activation;
import org.lateo.objective.Models;

/**
 * Every kind of model with every head: each likelihood, each activation with and without gates,
 * each posterior with each prior, with and without missing values; a pipeline over each of Tribuo's
 * models; semi-supervised classifiers; and detectors.
 */
final class ONNXMatrix {
  /** An odd size, both ends. */
  static final int[] BATCHES = {1, 7, 1000};

  private static final int ROWS = 1000;

  private ONNXMatrix() {}

  /**
   * A head of a model.
   *
   * @param kinds what the model is made of
   * @param java what Java computes, rows to outputs by name
   * @param comparison how the two are compared
   * @param rows to check with, {@code [any, columns]}
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
  record Case(
      String name,
      List<String> kinds,
      String head,
      ModelProto model,
      Function<float[][], Map<String, float[][]>> java,
      Comparison comparison,
      float[][] rows) {
    /** The largest difference between ONNX Runtime and Java. */
    double largestDifference() {
      return ONNXCheck.largestDifference(ONNXFile.of(model), java, comparison, BATCHES, rows);
    }

    /** The largest that the file stands for. */
    double tolerance() {
      return WeightPrecision.of(
              model.getMetadataPropsList().stream()
                  .collect(
                      Collectors.toMap(
                          StringStringEntryProto::getKey, StringStringEntryProto::getValue)))
          .tolerance();
    }

    /** Without the rows that are far out. */
    Case usual() {
      float[][] usual = Arrays.copyOfRange(rows, SmallModel.EXTREME_ROWS, ROWS);
      return new Case(name, kinds, head, model, java, comparison, usual);
    }

    /** The same on few rows. */
    double differenceOnFew() {
      int[] batches = {1, 100};
      return ONNXCheck.largestDifference(
          ONNXFile.of(model), java, comparison, batches, Arrays.copyOf(rows, 100));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Every model with each of its heads. */
  static List<Case> cases(WeightPrecision weights) {
    List<Case> cases = new ArrayList<>();
    cases.addAll(ofModels(weights));
    for (PipelineKinds.Kind<?> kind : PipelineKinds.all()) {
      cases.add(
          new Case(
              "tribuo " + kind.name() + ", pipeline",
              List.of(kind.inner().getClass().getName().replace("org.tribuo.", "")),
              ONNXHead.PIPELINE,
              kind.graph(weights),
              kind::scores,
              Comparison.PLAIN,
              kind.rows(ROWS)));
    }
    cases.addAll(semiSupervised());
    cases.addAll(bayesian());
    cases.addAll(detectors());
    return cases;
  }

  private static List<Case> semiSupervised() {
    PipelineKinds.Kind<?> stacked = PipelineKinds.stacked();
    String head = ONNXHead.PIPELINE;
    List<Case> cases = new ArrayList<>();
    for (PipelineKinds.Kind<?> kind : List.of(stacked, PipelineKinds.spread())) {
      cases.add(
          new Case(
              kind.name() + ", " + head,
              List.of(kind.name()),
              head,
              kind.graph(WeightPrecision.SINGLE),
              kind::scores,
              Comparison.PLAIN,
              kind.rows(ROWS)));
    }
    Map<String, ClassifierModel<?>> models =
        Map.of(
            "M2", PipelineKinds.alone(),
            "nearest rows", PipelineKinds.nearest(1),
            "nearest rows, flattened", PipelineKinds.nearest(3));
    models.forEach(
        (name, model) ->
            cases.add(
                new Case(
                    name + ", " + head,
                    List.of(name),
                    head,
                    model.exportONNXModel("org.lateo", 0),
                    rows -> PipelineKinds.probabilities(model, rows),
                    Comparison.PLAIN,
                    stacked.rows(ROWS))));
    return cases;
  }

  private static List<Case> bayesian() {
    return Stream.of(BayesianMethod.values())
        .map(
            method -> {
              BayesianClassifierModel model = PipelineKinds.bayesian(method);
              String name = "bayesian " + method;
              return new Case(
                  name + ", " + ONNXHead.PIPELINE,
                  List.of(name),
                  ONNXHead.PIPELINE,
                  model.exportONNXModel("org.lateo", 0),
                  rows -> PipelineKinds.probabilities(model, rows),
                  Comparison.PLAIN,
                  PipelineKinds.stacked().rows(ROWS));
            })
        .toList();
  }

  private static List<Case> detectors() {
    return DetectorKinds.all().stream()
        .map(
            kind ->
                new Case(
                    kind.name() + ", score",
                    List.of(kind.name()),
                    "score",
                    kind.onnx(),
                    kind.graph().inJava(kind.parameters()),
                    kind.graph().comparison(),
                    kind.rows(ROWS)))
        .toList();
  }

  /** Every model with each of its heads, without Tribuo's. */
  static List<Case> ofModels(WeightPrecision weights) {
    return models().stream().flatMap(model -> heads(model, weights).stream()).toList();
  }

  /** Every model that has likelihood, activation, posterior and prior of its own. */
  static List<SmallModel> models() {
    List<SmallModel> models = new ArrayList<>();
    for (VAEArchitecture architecture :
        Stream.of(likelihoods(), activations(), Models.families()).flatMap(s -> s).toList()) {
      for (SmallModel.Form form : SmallModel.Form.values()) {
        if (goTogether(form, architecture.likelihood())) {
          models.add(SmallModel.of(architecture, form));
        }
      }
    }
    return models;
  }

  private static boolean goTogether(SmallModel.Form form, Likelihood likelihood) {
    return !(form == SmallModel.Form.GAPS && likelihood instanceof Multinomial);
  }

  private static Stream<VAEArchitecture> likelihoods() {
    return LikelihoodMembers.all(SmallModel.COLUMNS).stream()
        .map(l -> Models.architecture(List.of(9, 5), Activation.TANH, SmallModel.LATENT, l));
  }

  private static Stream<VAEArchitecture> activations() {
    return Stream.of(Activation.values())
        .map(a -> Models.architecture(List.of(7), a, SmallModel.LATENT, new Gaussian()))
        .flatMap(a -> Stream.of(a, gated(a)));
  }

  private static VAEArchitecture gated(VAEArchitecture a) {
    return new VAEArchitecture(
        a.encoder(),
        a.decoder(),
        a.activation(),
        true,
        a.latent(),
        a.posterior(),
        a.prior(),
        a.likelihood(),
        a.weights());
  }

  private static List<Case> heads(SmallModel model, WeightPrecision weights) {
    return heads(model, weights, model.kinds());
  }

  /** Each head of a model. */
  static List<Case> heads(SmallModel model, WeightPrecision weights, List<String> kinds) {
    float[][] rows = model.rows(ROWS);
    List<Case> cases = new ArrayList<>();
    int latent = model.vae().latent();
    for (ONNXHead head : ONNXHead.all(FixedDraws.of(latent, 5))) {
      HeadGraph graph = head.graph(model.vae());
      boolean features = graph.input() == model.vae().features();
      cases.add(
          new Case(
              model + ", " + head,
              kinds,
              head.id(),
              model.head(head, weights),
              model.java(head),
              graph.comparison(),
              features ? rows : CheckRows.codes(latent, ROWS, 3)));
    }
    CodeClassifier classifier = CodeClassifier.logistic(latent);
    cases.add(
        new Case(
            model + ", " + ONNXHead.PIPELINE,
            kinds,
            ONNXHead.PIPELINE,
            classifier.after(model, weights),
            batch -> classifier.scores(model, batch),
            Comparison.PLAIN,
            rows));
    return cases;
  }
}
