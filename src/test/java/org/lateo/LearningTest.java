package org.lateo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.anomaly.VAEAnomalyTrainerBuilder;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.BayesianRows;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.codes.SemiSupervisedTrainer;
import org.lateo.config.Part;
import org.lateo.conformal.ConformalClassificationTrainer;
import org.lateo.conformal.ConformalRegressionModel;
import org.lateo.conformal.ConformalRegressionTrainer;
import org.lateo.density.FlowKind;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.FlowPrior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.PointPosterior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.SplineFlowPosterior;
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
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.objective.ELBO;
import org.lateo.objective.IWAE;
import org.lateo.objective.Objective;
import org.lateo.objective.Reconstruction;
import org.lateo.objective.Sparsity;
import org.lateo.output.LatentCode;
import org.lateo.semisupervised.ChosenFeaturesTrainer;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.LabelSpreadingTrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.lateo.train.Adam;
import org.lateo.train.EpochReport;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/**
 * Everything that is trained learns: the bound of the last epoch is above that of the first in each
 * training, and more than half of the rows have a score or a probability of their own. A new model
 * is a line here.
 */
final class LearningTest {
  private static final int ROWS = 120;
  private static final int LABELLED = 3;

  /** Trains a model, and gives a number for each row. */
  private interface Learner {
    double[] train(TrainingListener listener);
  }

  /**
   * A model that is trained.
   *
   * @param parts what it is made of, of which every kind is to be seen once
   * @param epochs whether training goes by epochs
   */
  private record Case(String name, List<Object> parts, boolean epochs, Learner learner) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
            posteriors().map(posterior -> vae(UNIT, small().posterior(posterior), posterior)),
            priors().map(prior -> vae(UNIT, small().prior(prior), prior)),
            objectives(),
            likelihoods(),
            plain(),
            flows(),
            regressions(),
            conformal(),
            classifiers(),
            detectors())
        .flatMap(cases -> cases);
  }

  private static Stream<Posterior> posteriors() {
    return Stream.of(
        new DiagonalGaussianPosterior(),
        new CholeskyGaussianPosterior(),
        new PlanarFlowPosterior(),
        new AutoregressiveFlowPosterior(),
        new SplineFlowPosterior(),
        new PointPosterior());
  }

  private static Stream<Prior> priors() {
    return Stream.of(
        new StandardNormalPrior(), new MixturePrior(3), new VampPrior(5), new FlowPrior());
  }

  private static Stream<Case> objectives() {
    return Stream.<Objective>of(new ELBO().withBeta(2), new IWAE())
        .map(objective -> vae(UNIT, small().objective(objective), objective));
  }

  private static Stream<Case> likelihoods() {
    return Stream.of(
        likelihood(UNIT, new Bernoulli()),
        likelihood(Tiny.real(ROWS), new Gaussian()),
        likelihood(Tiny.real(ROWS), new StudentT()),
        likelihood(rows(u -> 0.01 + 20 * u * u), new LogNormal()),
        likelihood(rows(u -> Math.rint(255 * u) / 255), new DiscretisedLogistic()),
        likelihood(rows(u -> Math.rint(8 * u)), new Poisson()),
        likelihood(rows(u -> Math.rint(8 * u)), new NegativeBinomial()),
        likelihood(rows(u -> 1 + Math.rint(8 * u)), new Multinomial()),
        likelihood(field(), new Categorical()),
        likelihood(fields(), new MixedLikelihood()));
  }

  private static Stream<Case> plain() {
    Reconstruction plain = new Reconstruction();
    return Stream.of(
            small().autoencoder(plain),
            small().autoencoder(plain.withNoise(0.3)),
            small().autoencoder(plain.withMasking(0.1)),
            small().autoencoder(plain.withContraction(0.1)),
            small().autoencoder(plain.withSparsity(0.1, Sparsity.KL)),
            small().autoencoder(plain).tied(true))
        .map(trainer -> vae(UNIT, trainer, plain));
  }

  private static Stream<Case> flows() {
    MutableDataset<LatentCode> rows = Tiny.real(ROWS);
    return Stream.of(FlowKind.values())
        .map(LearningTest::smallFlow)
        .map(
            trainer ->
                new Case(
                    trainer.toString(),
                    List.of(trainer),
                    true,
                    listener -> trainer.fit(rows, listener).logDensity(rows.getData())));
  }

  private static FlowTrainer smallFlow(FlowKind kind) {
    return FlowTrainer.builder()
        .kind(kind)
        .layers(2)
        .hidden(8)
        .epochs(15)
        .batchSize(20)
        .validation(0)
        .patience(0)
        .threads(1)
        .build();
  }

  private static Stream<Case> regressions() {
    MutableDataset<Regressor> rows = BayesianRows.waves(ROWS, 1);
    return Stream.of(BayesianMethod.values())
        .map(
            method ->
                BayesianRegressionTrainer.builder()
                    .method(method)
                    .hidden(8)
                    .members(2)
                    .epochs(15)
                    .batchSize(20)
                    .threads(1)
                    .build())
        .map(
            trainer ->
                new Case(
                    trainer.toString(),
                    List.of(trainer),
                    true,
                    listener -> trainer.train(rows, listener).logDensity(rows.getData())));
  }

  /** Around models of others: intervals of a regression, p-values of a classifier's first label. */
  private static Stream<Case> conformal() {
    MutableDataset<Regressor> rows = BayesianRows.waves(ROWS, 1);
    MutableDataset<Label> labelled = Labels.dataset(ROWS);
    ConformalRegressionTrainer regression =
        ConformalRegressionTrainer.builder()
            .innerTrainer(new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 5, 1L))
            .build();
    ConformalClassificationTrainer classifier =
        ConformalClassificationTrainer.builder()
            .innerTrainer(KernelLogisticTrainer.builder().build())
            .build();
    return Stream.of(
        new Case(
            regression.toString(),
            List.of(regression),
            false,
            listener -> {
              ConformalRegressionModel model = regression.train(rows);
              return rows.getData().stream()
                  .mapToDouble(row -> model.intervals(row).values().iterator().next().upper())
                  .toArray();
            }),
        new Case(
            classifier.toString(),
            List.of(classifier),
            false,
            listener -> probabilities(classifier.train(labelled))));
  }

  private static Case bayesian(BayesianMethod method) {
    BayesianClassifierTrainer trainer =
        BayesianClassifierTrainer.builder()
            .method(method)
            .hidden(8)
            .members(2)
            .epochs(15)
            .batchSize(20)
            .threads(1)
            .build();
    return new Case(
        trainer.toString(),
        List.of(trainer),
        true,
        listener -> probabilities(trainer.train(Labels.dataset(ROWS), listener)));
  }

  private static Stream<Case> classifiers() {
    KernelLogisticTrainer onRows = KernelLogisticTrainer.builder().build();
    NearestRowsTrainer nearest = NearestRowsTrainer.builder().build();
    SemiSupervisedVAETrainer m2 = SemiSupervisedVAETrainer.builder(small().build()).build();
    VAETrainer encoder = small().build();
    return Stream.of(
        classifier("M1", true, new LatentFeatureTrainer<>(encoder, onRows)),
        classifier("M2", true, m2),
        classifier(
            "M1+M2",
            true,
            FewLabelsTrainer.builder(encoder).methods(EnumSet.of(FewLabelsMethod.M1M2)).build()),
        classifier("spread", false, LabelSpreadingTrainer.builder(onRows).build()),
        classifier("chosen", true, ChosenFeaturesTrainer.builder(onRows).encoder(encoder).build()),
        classifier(
            "few labels",
            true,
            FewLabelsTrainer.builder(encoder).folds(2).mostRowsTried(60).build()),
        bayesian(BayesianMethod.LAPLACE),
        bayesian(BayesianMethod.LAST_LAYER),
        bayesian(BayesianMethod.MEAN_FIELD),
        new Case(
            "logistic",
            List.of(onRows),
            false,
            listener -> probabilities(onRows.train(Labels.dataset(ROWS)))),
        new Case(
            "nearest rows",
            List.of(nearest),
            false,
            listener -> probabilities(nearest.train(Labels.dataset(ROWS)))));
  }

  private static Stream<Case> detectors() {
    MutableDataset<Event> rows =
        Tiny.dataset(
            Tiny.realRows(ROWS, Tiny.COLUMNS, 7),
            new AnomalyFactory(),
            i -> new Event(Event.EventType.EXPECTED, 0));
    Stream<VAEAnomalyTrainerBuilder> ofAutoencoders =
        Stream.of(small(), small().autoencoder(new Reconstruction()))
            .map(autoencoder -> autoencoder.likelihood(new Gaussian()).build())
            .map(autoencoder -> VAEAnomalyTrainer.builder().autoencoder(autoencoder));
    VAEAnomalyTrainerBuilder ofFlows =
        VAEAnomalyTrainer.builder().flow(smallFlow(FlowKind.SPLINE_COUPLING));
    return Stream.concat(ofAutoencoders, Stream.of(ofFlows))
        .map(builder -> builder.members(2).build())
        .map(
            trainer ->
                new Case(
                    "detector of " + trainer,
                    List.of(trainer),
                    true,
                    listener -> trainer.train(rows, listener).score(rows)));
  }

  private static final MutableDataset<LatentCode> UNIT = Tiny.unit(ROWS);

  private static VAETrainerBuilder small() {
    return VAETrainer.builder()
        .hidden(8)
        .latent(2)
        .epochs(15)
        .batchSize(20)
        .validation(0)
        .optimiser(new Adam(0.01))
        .threads(1);
  }

  private static MutableDataset<LatentCode> rows(DoubleUnaryOperator value) {
    double[][] rows = Tiny.unitRows(ROWS, Tiny.COLUMNS, 7);
    Arrays.stream(rows).forEach(row -> Arrays.setAll(row, c -> value.applyAsDouble(row[c])));
    return Tiny.dataset(rows);
  }

  private static MutableDataset<LatentCode> empty() {
    return new MutableDataset<>(
        new SimpleDataSourceProvenance("fields", Codes.FACTORY), Codes.FACTORY);
  }

  /** One field of so many values that most rows have one of their own. */
  private static MutableDataset<LatentCode> field() {
    MutableDataset<LatentCode> dataset = empty();
    for (int i = 0; i < ROWS; i++) {
      ArrayExample<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
      example.add("f@" + i * 2 / 3, 1);
      dataset.add(example);
    }
    return dataset;
  }

  /** Fields of five values, beside three columns of numbers. */
  private static MutableDataset<LatentCode> fields() {
    int numbers = 3;
    MutableDataset<LatentCode> dataset = empty();
    for (double[] row : Tiny.realRows(ROWS, Tiny.COLUMNS, 7)) {
      ArrayExample<LatentCode> example = new ArrayExample<>(LatentCode.UNKNOWN);
      for (int c = 0; c < row.length; c++) {
        double unit = (row[c] - 10 * c + 20) / Math.pow(10, c % 4 - 1);
        boolean number = c < numbers;
        String name = number ? "n" + c : "f" + c + "@" + (int) (4.99 * unit);
        example.add(name, number ? row[c] : 1);
      }
      dataset.add(example);
    }
    return dataset;
  }

  private static Case likelihood(Dataset<LatentCode> rows, Likelihood likelihood) {
    return vae(rows, small().likelihood(likelihood), likelihood);
  }

  private static Case vae(Dataset<LatentCode> rows, VAETrainerBuilder builder, Part of) {
    VAETrainer trainer = builder.build();
    return new Case(
        of.getClass().getSimpleName() + " of " + trainer,
        List.of(trainer, of),
        true,
        listener ->
            trainer.fit(rows, listener).score(rows).stream()
                .mapToDouble(LatentCode::getELBO)
                .toArray());
  }

  private static Case classifier(
      String name, boolean epochs, SemiSupervisedTrainer<Label> trainer) {
    MutableDataset<Label> rows = Labels.partly(ROWS, LABELLED);
    return new Case(
        name, List.of(trainer), epochs, listener -> probabilities(trainer.train(rows, listener)));
  }

  private static double[] probabilities(Model<Label> model) {
    return model.predict(Labels.dataset(ROWS)).stream()
        .mapToDouble(prediction -> prediction.getOutputScores().get("high").getScore())
        .toArray();
  }

  /** The watched bounds of each training, one after another. */
  private static final class Bounds implements TrainingListener {
    final List<List<Double>> trainings = new ArrayList<>();

    @Override
    public void onEpoch(EpochReport report) {
      if (report.epoch() == 1) {
        trainings.add(new ArrayList<>());
      }
      trainings.get(trainings.size() - 1).add(report.watched());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void learns(Case c) {
    Bounds bounds = new Bounds();
    double[] values = c.learner().train(bounds);
    assertEquals(c.epochs(), !bounds.trainings.isEmpty());
    for (List<Double> training : bounds.trainings) {
      double first = training.get(0);
      double last = training.get(training.size() - 1);
      assertTrue(last > first, () -> "from " + first + " to " + last);
    }
    long distinct = Arrays.stream(values).distinct().count();
    assertEquals(ROWS, values.length);
    assertTrue(distinct > ROWS / 2, () -> distinct + " different values of " + ROWS);
  }

  @Test
  void noModelIsForgotten() {
    Set<String> learned =
        cases()
            .flatMap(c -> c.parts().stream())
            .map(part -> part.getClass().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    for (Class<?> kind :
        List.of(Trainer.class, Posterior.class, Prior.class, Likelihood.class, Objective.class)) {
      Set<String> forgotten = new TreeSet<>(MainClasses.concrete(kind));
      forgotten.removeAll(learned);
      assertEquals(Set.of(), forgotten);
    }
  }
}
