package org.lateo.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.DoubleStream;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.anomaly.AnomalyDefaults;
import org.lateo.anomaly.AnomalyExplanation;
import org.lateo.anomaly.BestF1;
import org.lateo.anomaly.Contamination;
import org.lateo.anomaly.FalseAlarmRate;
import org.lateo.anomaly.FixedThreshold;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.anomaly.VAEAnomalyTrainerBuilder;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.BayesianRows;
import org.lateo.bayes.ClassRows;
import org.lateo.bayes.UncertainLabel;
import org.lateo.bayes.UncertainPrediction;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.LatentFeatureTrainerBuilder;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreSplit;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Categorical;
import org.lateo.likelihood.DiscretisedLogistic;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LogNormal;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.likelihood.Multinomial;
import org.lateo.likelihood.NegativeBinomial;
import org.lateo.likelihood.Poisson;
import org.lateo.likelihood.StudentT;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.WarmUpUnit;
import org.lateo.output.LatentCode;
import org.lateo.rows.CodeFeatures;
import org.lateo.semisupervised.ClassPriorKind;
import org.lateo.semisupervised.SemiSupervisedVAEModel;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainerBuilder;
import org.lateo.train.Adagrad;
import org.lateo.train.Adam;
import org.lateo.train.AdamW;
import org.lateo.train.CosineSchedule;
import org.lateo.train.ExponentialSchedule;
import org.lateo.train.RMSProp;
import org.lateo.train.SGD;
import org.lateo.train.StepSchedule;
import org.lateo.train.WarmUpSchedule;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;

/**
 * Many small trainings, each of which becomes one line. A program of its own, so that all of it
 * runs on the Java BLAS.
 */
final class GoldenCases {
  private static final int ROWS = 120;
  private static final int SCORED = 15;

  private static final Dataset<Label> UNIT = GoldenData.unit(ROWS);
  private static final Dataset<Label> REAL = GoldenData.real(ROWS);
  private static final Dataset<Label> COUNTS = GoldenData.counts(ROWS);
  private static final Dataset<Label> TABLE = GoldenData.table(ROWS);
  private static final Dataset<Label> GAPS = GoldenData.gaps(ROWS);
  private static final Dataset<Label> GROUPS = GoldenData.groups(ROWS, 13);

  private final Map<String, GoldenLine> lines = new LinkedHashMap<>();
  private final int threads;

  /** Held, since a logger that nobody holds forgets its level. */
  private static final List<Logger> QUIETED =
      List.of(Logger.getLogger("org.tribuo"), Logger.getLogger("org.lateo"));

  private GoldenCases(int threads) {
    this.threads = threads;
  }

  /**
   * Writes all lines.
   *
   * @param args the number of threads that train, and the file
   */
  public static void main(String[] args) throws IOException {
    QUIETED.forEach(logger -> logger.setLevel(Level.SEVERE));
    GoldenCases cases = new GoldenCases(Integer.parseInt(args[0]));
    cases.families();
    cases.likelihoods();
    cases.objectives();
    cases.optimisation();
    cases.networks();
    cases.rows();
    cases.missingValues();
    cases.semiSupervised();
    cases.codes();
    cases.detectors();
    cases.regressions();
    cases.bayesianClassifiers();
    Files.write(Path.of(args[1]), cases.lines.values().stream().map(Object::toString).toList());
  }

  private GoldenLine line(String name) {
    GoldenLine line = new GoldenLine(name);
    if (lines.put(name, line) != null) {
      throw new IllegalStateException("Two cases are called " + name);
    }
    return line;
  }

  private VAETrainerBuilder small() {
    return VAETrainer.builder()
        .hidden(8)
        .latent(3)
        .epochs(3)
        .batchSize(32)
        .optimiser(new Adam(0.01))
        .threads(threads);
  }

  private void families() {
    List<Posterior> posteriors =
        List.of(
            new DiagonalGaussianPosterior(),
            new CholeskyGaussianPosterior(),
            new PlanarFlowPosterior(2),
            new AutoregressiveFlowPosterior(2, 5));
    List<Prior> priors = List.of(new StandardNormalPrior(), new MixturePrior(3), new VampPrior(3));
    for (Posterior posterior : posteriors) {
      for (Prior prior : priors) {
        if (posterior instanceof DiagonalGaussianPosterior || !(prior instanceof VampPrior)) {
          String name =
              posterior.getClass().getSimpleName() + "-" + prior.getClass().getSimpleName();
          family(name, posterior, prior);
        }
      }
    }
  }

  private void family(String name, Posterior posterior, Prior prior) {
    VAETrainerBuilder trainer = small().posterior(posterior).prior(prior);
    vae(name + "-elbo", UNIT, trainer);
    vae(name + "-iwae", REAL, trainer.objective(new IWAE(2, IWAE.Gradient.PLAIN)));
  }

  private void likelihoods() {
    likelihood("bernoulli", UNIT, new Bernoulli());
    likelihood("bernoulli-sparse", GoldenData.categories(ROWS), new Bernoulli());
    for (Gaussian.Variance variance : Gaussian.Variance.values()) {
      likelihood("gaussian-" + variance, REAL, new Gaussian(variance));
    }
    likelihood("gaussian-fixed-half", REAL, new Gaussian(Gaussian.Variance.FIXED, 0.5));
    Dataset<Label> positive = GoldenData.positive(ROWS);
    likelihood("log-normal", positive, new LogNormal());
    likelihood("log-normal-row", positive, new LogNormal(Gaussian.Variance.ROW));
    likelihood("student-t", REAL, new StudentT());
    likelihood("student-t-3", REAL, new StudentT(3));
    for (DiscretisedLogistic.Scale scale : DiscretisedLogistic.Scale.values()) {
      likelihood("discretised-logistic-" + scale, UNIT, new DiscretisedLogistic(16, scale));
    }
    likelihood("poisson", COUNTS, new Poisson());
    likelihood("negative-binomial", COUNTS, new NegativeBinomial());
    likelihood("multinomial", COUNTS, new Multinomial());
    likelihood("categorical", GoldenData.categories(ROWS), new Categorical());
    likelihood("mixed-rules", TABLE, new MixedLikelihood("amount=log-normal", "count=poisson"));
    likelihood("mixed-numbers", TABLE, new MixedLikelihood().withNumbers(new StudentT(3)));
    vae("chosen-for-table", TABLE, small());
    vae("chosen-for-real", REAL, small());
  }

  private void likelihood(String name, Dataset<Label> rows, Likelihood likelihood) {
    vae(name, rows, small().likelihood(likelihood));
  }

  private void objectives() {
    vae("elbo-monte-carlo", UNIT, small().objective(new ELBO(ELBO.Estimator.MONTE_CARLO, 2)));
    vae("elbo-two-samples", UNIT, small().objective(new ELBO(ELBO.Estimator.CLOSED_FORM, 2)));
    vae("elbo-beta", UNIT, small().objective(new ELBO().withBeta(0.5)));
    vae("elbo-free-bits", UNIT, small().objective(new ELBO().withFreeBits(0.2)));
    vae("elbo-epochs", UNIT, small().objective(new ELBO().withWarmUp(2, WarmUpUnit.EPOCHS)));
    vae("elbo-steps", UNIT, small().objective(new ELBO().withWarmUp(5, WarmUpUnit.STEPS)));
    vae("iwae", UNIT, small().objective(new IWAE()));
    vae("iwae-plain", UNIT, small().objective(new IWAE(4, IWAE.Gradient.PLAIN)));
    vae("refinement", UNIT, small().refinement(new IWAE()).epochs(5).validation(0));
  }

  private void optimisation() {
    vae("adam", REAL, small().optimiser(new Adam(0.01, 0.8, 0.99, 1e-6)));
    vae("adamw", REAL, small().optimiser(new AdamW(0.01, 0.1)));
    vae("rmsprop", REAL, small().optimiser(new RMSProp(0.003, 0.9, 0.5, 1e-6)));
    vae("adagrad", REAL, small().optimiser(new Adagrad(0.03)));
    vae("sgd", REAL, small().optimiser(new SGD(0.001)));
    vae("sgd-nesterov", REAL, small().optimiser(new SGD(0.001, 0.9, true)));
    vae("sgd-plain", REAL, small().optimiser(new SGD(0.001, 0, false)));
    vae("schedule-warm-up", REAL, small().schedule(new WarmUpSchedule(1.5)));
    vae("schedule-cosine", REAL, small().schedule(new CosineSchedule(0.1, 1)));
    vae("schedule-step", REAL, small().schedule(new StepSchedule(2, 0.3)));
    vae("schedule-exponential", REAL, small().schedule(new ExponentialSchedule(0.1)));
    vae("clipping", REAL, small().gradientClipping(0.5));
    vae("weight-prior", REAL, small().weightPrior(0.5));
    vae("averaging", REAL, small().averaging(0.9));
    vae("jitter", REAL, small().jitter(0.2));
    VAETrainerBuilder fast = small().optimiser(new Adam(0.1)).epochs(12);
    vae("patience", REAL, fast.patience(2).minimumImprovement(0.1));
    vae(
        "together",
        REAL,
        small()
            .optimiser(new AdamW(0.01, 0.01))
            .schedule(new CosineSchedule())
            .gradientClipping(5)
            .weightPrior(1)
            .averaging(0.9)
            .jitter(0.1)
            .validation(0.25)
            .patience(4)
            .epochs(8));
  }

  private void networks() {
    for (Activation activation : Activation.values()) {
      vae("activation-" + activation, UNIT, small().activation(activation));
    }
    for (WeightInitialiser initialiser : WeightInitialiser.values()) {
      vae("initialiser-" + initialiser, UNIT, small().initialiser(initialiser));
    }
    vae("gated", UNIT, small().gated(true));
    vae("linear", REAL, small().hidden());
    vae("deep", REAL, small().hidden(9, 7).decoderHidden(5));
    vae(
        "wide",
        GoldenData.wide(210),
        small().hidden(130, 70).latent(9).batchSize(150).epochs(1).validation(0.2));
  }

  private void rows() {
    vae("seed", UNIT, small().seed(7));
    vae("no-validation", UNIT, small().validation(0));
    vae("one-batch", UNIT, small().batchSize(1000));
    MutableDataset<Label> weighted = GoldenData.unit(ROWS);
    for (int row = 0; row < ROWS; row++) {
      weighted.getExample(row).setWeight(1 + row % 4);
    }
    vae("weights", weighted, small());
    VAETrainer twice = small().build();
    twice.fit(UNIT);
    vae("second-invocation", UNIT, twice.fit(UNIT));
  }

  private void missingValues() {
    gaps("missing-all", small().missing(".*"));
    gaps("missing-some", small().missing("height", "kind"));
    gaps("missing-mixed", small().missing(".*").likelihood(new MixedLikelihood("amount=gaussian")));
    gaps("missing-iwae", small().missing(".*").objective(new IWAE()));
    gaps("missing-mixture", small().missing(".*").prior(new MixturePrior(2)));
    gaps("missing-gated", small().missing(".*").gated(true).jitter(0.1));
  }

  private void gaps(String name, VAETrainerBuilder trainer) {
    VAEModel model = trainer.build().fit(GAPS);
    List<double[]> imputed = new ArrayList<>();
    model.impute(some(GAPS)).forEach(row -> imputed.add(row.values()));
    model.impute(some(GAPS), 5).forEach(row -> imputed.add(row.values()));
    vae(name, GAPS, model).bits("imputed", flat(imputed));
  }

  private void vae(String name, Dataset<Label> rows, VAETrainerBuilder trainer) {
    vae(name, rows, trainer.build().fit(rows));
  }

  private GoldenLine vae(String name, Dataset<Label> rows, VAEModel model) {
    List<Example<Label>> some = some(rows);
    List<double[]> reconstructed = new ArrayList<>();
    some.forEach(row -> reconstructed.add(model.reconstruct(row)));
    GoldenLine line = line(name);
    for (ScoreKind kind : ScoreKind.values()) {
      split(line, kind, model.split(kind, 4, some));
    }
    return line.bits("parameters", TrainedParameters.of(model))
        .bits("encoded", codes(model.encode(some)))
        .bits("scored", codes(model.score(some)))
        .bits("likelihood", model.logLikelihood(some, 6))
        .bits("reconstructed", flat(reconstructed))
        .bits("sampled", flat(Arrays.asList(model.sample(5, 3))))
        .bits("decoded", model.decode(new double[model.latent()]));
  }

  /** Bits where they come from a program, decimals of sums of squares, all of one sign. */
  private static void split(GoldenLine line, ScoreKind kind, List<ScoreSplit> rows) {
    if (kind == ScoreKind.RECONSTRUCTION_ERROR) {
      for (int row = 0; row < 3; row++) {
        line.number("error" + row, rows.get(row).total(), Math.abs(rows.get(row).total()));
      }
    } else {
      List<double[]> split = new ArrayList<>();
      rows.forEach(row -> split.addAll(List.of(row.features(), row.latents())));
      line.bits("split-" + kind, flat(split));
    }
  }

  private static double[] codes(List<LatentCode> codes) {
    List<double[]> all = new ArrayList<>();
    for (LatentCode code : codes) {
      all.add(code.getMean());
      all.add(code.getLogVariance());
      all.add(new double[] {code.getELBO(), code.getReconstruction(), code.getKL()});
    }
    return flat(all);
  }

  private void semiSupervised() {
    classifier("m2", plain().build());
    classifier("m2-two-classes", plain().classesPerRow(2).build());
    classifier("m2-labelled-prior", plain().classPrior(ClassPriorKind.LABELLED).build());
    classifier("m2-learned-prior", plain().classPrior(ClassPriorKind.LEARNED).build());
    classifier(
        "m2-given-prior",
        plain()
            .classPrior(ClassPriorKind.GIVEN, "group0=0.5", "group1=0.25", "group2=0.25")
            .build());
    classifier("m2-weights", plain().classificationWeight(3).labelledShare(0.5).build());
    classifier("m2-warm-up", plain().warmUpShare(0.5).classifierHidden(5, 4).build());
    classifier(
        "m2-parts",
        ofLightLabels(
                small()
                    .likelihood(new Gaussian(Gaussian.Variance.ROW))
                    .jitter(0.1)
                    .validation(0.3)
                    .averaging(0.9)
                    .optimiser(new RMSProp(0.003))
                    .build())
            .build());
    VAETrainer second = small().likelihood(new Gaussian(Gaussian.Variance.ROW)).build();
    stacked("m1m2", ofLightLabels(second));
    stacked("m1m2-two-classes", ofLightLabels(second).classesPerRow(2));
  }

  private SemiSupervisedVAETrainerBuilder plain() {
    return ofLightLabels(small().build());
  }

  /** Of a classification weight and a prior of classes that the lines were made with. */
  private static SemiSupervisedVAETrainerBuilder ofLightLabels(VAETrainer autoencoder) {
    return SemiSupervisedVAETrainer.builder(autoencoder)
        .classificationWeight(0.1)
        .classPrior(ClassPriorKind.UNIFORM);
  }

  private void classifier(String name, SemiSupervisedVAETrainer trainer) {
    SemiSupervisedVAEModel model = trainer.train(GROUPS);
    line(name)
        .bits("parameters", TrainedParameters.of(model))
        .bits("predicted", scores(model, some(GROUPS)));
  }

  private void stacked(String name, SemiSupervisedVAETrainerBuilder second) {
    LatentFeatureModel<Label> model =
        second.stackedOn(small().latent(4).build()).build().train(GROUPS);
    line(name)
        .bits("first", TrainedParameters.of(model.encoder()))
        .bits("second", TrainedParameters.of(model.inner()))
        .bits("predicted", scores(model, some(GROUPS)));
  }

  private void regressions() {
    Dataset<Regressor> rows = BayesianRows.waves(ROWS, 1);
    List<Example<Regressor>> some = rows.getData().subList(0, SCORED);
    for (BayesianMethod method : BayesianMethod.values()) {
      BayesianRegressionModel model =
          BayesianRegressionTrainer.builder()
              .method(method)
              .hidden(8)
              .members(2)
              .draws(3)
              .epochs(5)
              .threads(threads)
              .build()
              .train(rows);
      List<double[]> predicted = new ArrayList<>();
      for (UncertainPrediction row : model.explain(some)) {
        predicted.addAll(List.of(row.mean(), row.epistemic(), row.aleatoric(), row.quantile(0.9)));
      }
      line("regression-" + method)
          .bits("parameters", TrainedParameters.of(model))
          .bits("predicted", flat(predicted))
          .bits("density", model.logDensity(some));
    }
  }

  private void bayesianClassifiers() {
    Dataset<Label> rows = ClassRows.bands(ROWS, 1);
    for (BayesianMethod method : BayesianMethod.values()) {
      BayesianClassifierModel model =
          BayesianClassifierTrainer.builder()
              .method(method)
              .hidden(8)
              .members(2)
              .draws(3)
              .epochs(5)
              .threads(threads)
              .build()
              .train(rows);
      List<double[]> predicted = new ArrayList<>();
      for (UncertainLabel row : model.explain(rows.getData().subList(0, SCORED))) {
        predicted.addAll(List.of(row.probabilities(), new double[] {row.expectedEntropy()}));
      }
      line("classifier-" + method)
          .bits("parameters", TrainedParameters.of(model))
          .bits("predicted", flat(predicted));
    }
  }

  private void codes() {
    for (CodeFeatures codes : CodeFeatures.values()) {
      onCodes("codes-" + codes, pipeline().codes(codes).build());
    }
    onCodes("codes-raw", pipeline().rawFeatures(true).build());
    onCodes("codes-active", pipeline().inactiveBelow(0.2).build());
    onCodes("codes-samples", pipeline().codes(CodeFeatures.SAMPLES).samples(3).build());
  }

  /** With a classifier that neither trains nor answers by a function that processors differ in. */
  private LatentFeatureTrainerBuilder<Label> pipeline() {
    Trainer<Label> hinge = new LinearSGDTrainer(new Hinge(), new AdaGrad(0.1), 3, 5);
    return LatentFeatureTrainer.builder(small().build(), hinge);
  }

  private void onCodes(String name, LatentFeatureTrainer<Label> trainer) {
    LatentFeatureModel<Label> model = trainer.train(GROUPS);
    line(name)
        .bits("encoder", TrainedParameters.of(model.encoder()))
        .bits("predicted", scores(model, some(GROUPS)));
  }

  /** The scores of all classes, by name. */
  private static double[] scores(Model<Label> model, List<Example<Label>> rows) {
    return model.predict(rows).stream()
        .map(Prediction::getOutputScores)
        .flatMapToDouble(
            scores ->
                scores.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .mapToDouble(label -> label.getValue().getScore()))
        .toArray();
  }

  private void detectors() {
    for (ScoreKind kind : ScoreKind.values()) {
      detector("detector-folds-" + kind, false, d -> d.score(kind));
      detector("detector-calibrated-" + kind, false, d -> d.score(kind).crossBelow(0));
      detector("detector-missing-" + kind, true, d -> d.score(kind));
    }
    detector("detector-contamination", false, d -> d.threshold(new Contamination(0.2)));
    detector("detector-best-f1", false, d -> d.threshold(new BestF1()));
    detector("detector-fixed", false, d -> d.threshold(new FixedThreshold(-17)));
    detector("detector-trimmed", false, d -> d.trimming(0.1).members(3));
    detector("detector-one", false, d -> d.members(1));
    detector(
        "detector-flows",
        VAEAnomalyTrainer.builder()
            .flow(AnomalyDefaults.flow(ROWS).layers(2).hidden(8).epochs(5).threads(threads).build())
            .members(2)
            .build()
            .train(GoldenData.site(ROWS)),
        GoldenData.strangeSite(40));
  }

  private void detector(String name, boolean gaps, Consumer<VAEAnomalyTrainerBuilder> setting) {
    VAETrainerBuilder autoencoder = small().epochs(12).jitter(0.1).optimiser(new Adam(0.01));
    if (gaps) {
      autoencoder.missing(".*");
    }
    VAEAnomalyTrainerBuilder trainer =
        VAEAnomalyTrainer.builder()
            .autoencoder(autoencoder.build())
            .threshold(new FalseAlarmRate(0.1))
            .samples(10)
            .exemplars(0)
            .members(2);
    setting.accept(trainer);
    MutableDataset<Event> known = GoldenData.pump(ROWS);
    known.addAll(GoldenData.strangePump(12, gaps).getData().subList(0, 11));
    detector(name, trainer.build().train(known), GoldenData.strangePump(40, gaps));
  }

  private void detector(String name, VAEAnomalyModel model, Dataset<Event> rows) {
    GoldenLine line = line(name);
    for (int i = 0; i < model.members().size(); i++) {
      line.bits("member" + i, TrainedParameters.of(model.members().get(i)));
    }
    StringBuilder alarms = new StringBuilder();
    model.predict(rows).forEach(p -> alarms.append(isAlarm(p) ? 1 : 0));
    line.word("alarms", alarms.toString());
    double largest = 0;
    double[] scores = model.score(rows.getData());
    for (int row = rows.size() - 1; row >= 0; row -= 3) {
      Example<Event> example = rows.getExample(row);
      AnomalyExplanation parts = model.explain(example);
      double size = size(parts);
      largest = Math.max(largest, size);
      line.number("score" + row, scores[row], size);
      line.number("p" + row, model.pValue(example), 0);
      AnomalyExplanation.Contribution top = parts.features().get(0);
      line.number("top" + row, top.deviation(), size);
      line.word("reason" + row, top.deviation() == 0 ? "none" : top.name());
    }
    line.number("threshold", model.threshold(), largest);
  }

  private static boolean isAlarm(Prediction<Event> prediction) {
    return prediction.getOutput().getType() == EventType.ANOMALOUS;
  }

  /** What the score's parts add up to without their signs. */
  private static double size(AnomalyExplanation parts) {
    return DoubleStream.concat(
            parts.features().stream().mapToDouble(c -> c.nats()),
            parts.latents().stream().mapToDouble(c -> c.nats()))
        .map(Math::abs)
        .sum();
  }

  private static <T extends Output<T>> List<Example<T>> some(Dataset<T> rows) {
    return rows.getData().subList(0, SCORED);
  }

  private static double[] flat(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
