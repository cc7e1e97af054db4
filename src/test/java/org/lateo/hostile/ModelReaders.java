package org.lateo.hostile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.lateo.FlowTrainer;
import org.lateo.JavaSerialization;
import org.lateo.Labels;
import org.lateo.Tiny;
import org.lateo.VAETrainer;
import org.lateo.VAETrainerBuilder;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.BayesianRows;
import org.lateo.bayes.ClassRows;
import org.lateo.codes.LatentFeatureTrainer;
import org.lateo.conformal.ConformalClassificationTrainer;
import org.lateo.conformal.ConformalRegressionTrainer;
import org.lateo.conformal.LabelScore;
import org.lateo.conformal.ResidualScore;
import org.lateo.density.FlowKind;
import org.lateo.hostile.HostileReader.Kind;
import org.lateo.inference.ScoreKind;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.FlowPrior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.SplineFlowPosterior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.DiscretisedLogistic;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.objective.Reconstruction;
import org.lateo.output.SerializedProto;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;

/** Readers of stored models. */
final class ModelReaders {
  private static final List<Class<? extends Exception>> DOCUMENTED =
      List.of(IOException.class, IllegalStateException.class, IllegalArgumentException.class);

  private ModelReaders() {}

  static List<HostileReader> all() {
    return List.of(
        models(
            "autoencoder",
            fit(trainer().posterior(new PlanarFlowPosterior()).prior(new MixturePrior())),
            fit(trainer().posterior(new AutoregressiveFlowPosterior(2, 3))),
            fit(trainer().posterior(new CholeskyGaussianPosterior())),
            fit(
                trainer()
                    .posterior(new SplineFlowPosterior(1, 3, 2))
                    .prior(new FlowPrior(FlowKind.SPLINE_COUPLING, 1, 3))),
            fit(trainer().prior(new VampPrior(3)).likelihood(new DiscretisedLogistic())),
            fit(trainer().likelihood(new MixedLikelihood()).missing(".*")),
            fit(trainer().autoencoder(new Reconstruction().withNoise(0.1)))),
        models(
            "flow",
            FlowTrainer.builder().layers(2).hidden(4).epochs(1).build().fit(Tiny.real(30)),
            FlowTrainer.builder()
                .kind(FlowKind.MAF)
                .sameOrder(true)
                .layers(2)
                .hidden(4)
                .epochs(1)
                .build()
                .fit(Tiny.real(30))),
        models(
            "regression",
            regression(BayesianMethod.LAST_LAYER),
            regression(BayesianMethod.MEAN_FIELD),
            regression(BayesianMethod.LAPLACE),
            LatentFeatureTrainer.builder(
                    trainer().build(), BayesianRegressionTrainer.builder().epochs(1).build())
                .build()
                .train(BayesianRows.waves(30, 1))),
        models(
            "conformal",
            labelSets(LabelScore.LAC, false),
            labelSets(LabelScore.APS, true),
            intervals(ResidualScore.ABSOLUTE),
            intervals(ResidualScore.NORMALISED)),
        models(
            "detector",
            detector(ScoreKind.LOG_LIKELIHOOD),
            detectorWithExemplars(),
            detectorOfFlows()),
        models(
            "bayesian-classifier",
            bayesian(BayesianMethod.LAST_LAYER),
            bayesian(BayesianMethod.MEAN_FIELD),
            bayesian(BayesianMethod.LAPLACE)),
        models(
            "classifier",
            Labels.trainer().train(Labels.dataset(30)),
            LatentFeatureTrainer.builder(trainer().build(), new KernelLogisticTrainer())
                .build()
                .train(Labels.dataset(30)),
            new KernelLogisticTrainer().train(Labels.partly(30, 2)),
            new NearestRowsTrainer().train(Labels.partly(30, 2))),
        models("few-labels", fewLabels(FewLabelsMethod.M1), fewLabels(FewLabelsMethod.M2)),
        new HostileReader(
            "java-stream",
            List.of(stream(fit(trainer()))),
            Kind.BINARY,
            List.of(IOException.class, ClassNotFoundException.class),
            ModelReaders::readStream),
        models("m2", new SemiSupervisedVAETrainer(trainer().build()).train(Labels.partly(30, 2))));
  }

  private static VAETrainerBuilder trainer() {
    return Tiny.trainer().epochs(1).hidden(4).latent(2);
  }

  private static Model<?> fit(VAETrainerBuilder trainer) {
    VAETrainer built = trainer.build();
    return built.fit(Tiny.unit(30));
  }

  private static Model<?> labelSets(LabelScore score, boolean byClass) {
    return ConformalClassificationTrainer.builder()
        .innerTrainer(new KernelLogisticTrainer())
        .score(score)
        .byClass(byClass)
        .coverage(0.5)
        .calibration(0.5)
        .build()
        .train(Labels.dataset(40));
  }

  private static Model<?> intervals(ResidualScore score) {
    return ConformalRegressionTrainer.builder()
        .score(score)
        .coverage(0.5)
        .build()
        .calibrate(regression(BayesianMethod.LAPLACE), BayesianRows.waves(30, 2));
  }

  private static Model<?> fewLabels(FewLabelsMethod method) {
    return FewLabelsTrainer.builder(trainer().build())
        .methods(EnumSet.of(method))
        .build()
        .train(Labels.partly(30, 2));
  }

  /** Usual rows and known anomalies are exemplars. */
  private static VAEAnomalyModel detectorWithExemplars() {
    return VAEAnomalyTrainer.builder()
        .autoencoder(trainer().build())
        .members(2)
        .score(ScoreKind.ELBO)
        .build()
        .train(
            Tiny.dataset(
                Tiny.unitRows(30, 4, 1),
                new AnomalyFactory(),
                i -> new Event(i < 5 ? Event.EventType.ANOMALOUS : Event.EventType.EXPECTED)));
  }

  /** One of its columns is constant. */
  private static VAEAnomalyModel detectorOfFlows() {
    double[][] rows = Tiny.unitRows(30, 4, 1);
    Arrays.stream(rows).forEach(row -> row[2] = 3);
    return VAEAnomalyTrainer.builder()
        .flow(FlowTrainer.builder().layers(2).hidden(4).epochs(1).build())
        .members(2)
        .build()
        .train(usual(rows));
  }

  private static MutableDataset<Event> usual(double[][] rows) {
    return Tiny.dataset(rows, new AnomalyFactory(), i -> new Event(Event.EventType.EXPECTED));
  }

  private static Model<?> bayesian(BayesianMethod method) {
    return BayesianClassifierTrainer.builder()
        .method(method)
        .hidden(4)
        .members(2)
        .draws(2)
        .epochs(1)
        .build()
        .train(ClassRows.bands(30, 1));
  }

  private static BayesianRegressionModel regression(BayesianMethod method) {
    return BayesianRegressionTrainer.builder()
        .method(method)
        .hidden(4)
        .members(2)
        .draws(2)
        .epochs(1)
        .build()
        .train(BayesianRows.waves(30, 1));
  }

  static VAEAnomalyModel detector(ScoreKind score) {
    MutableDataset<Event> rows = usual(Tiny.unitRows(30, 4, 1));
    return VAEAnomalyTrainer.builder()
        .autoencoder(trainer().build())
        .members(2)
        .score(score)
        .build()
        .train(rows);
  }

  private static HostileReader models(String name, Model<?>... models) {
    List<byte[]> seeds =
        Arrays.stream(models).map(model -> model.serialize().toByteArray()).toList();
    return new HostileReader(name, seeds, Kind.PROTOBUF, DOCUMENTED, ModelReaders::read);
  }

  /** A model that is read also answers. */
  private static void read(byte[] input) throws IOException {
    use(Model.deserializeFromStream(new ByteArrayInputStream(input)));
  }

  private static byte[] stream(Model<?> model) {
    try {
      return JavaSerialization.write(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readStream(byte[] input) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(input))) {
      in.setObjectInputFilter(SerializedProto.filter(input.length));
      in.readObject();
    } catch (RuntimeException e) {
      if (isOfJava(e)) {
        throw new InvalidObjectException(e.toString());
      }
      throw e;
    }
  }

  /** Before our code is called, Java's own refuses what cannot be put into a field, for example. */
  private static boolean isOfJava(RuntimeException e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> name.startsWith("java.io.Object") || name.startsWith("org."))
        .findFirst()
        .filter(name -> name.startsWith("java.io."))
        .isPresent();
  }

  private static <T extends Output<T>> void use(Model<T> model) {
    model.predict(
        Tiny.example(model.getOutputIDInfo().getDomain().iterator().next(), new double[4]));
  }
}
