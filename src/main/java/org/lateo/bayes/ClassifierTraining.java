package org.lateo.bayes;

import java.util.Optional;
import org.lateo.graph.Input;
import org.lateo.graph.RowSource;
import org.lateo.model.Definition;
import org.lateo.objective.Loss;
import org.lateo.rows.PreparedRows;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/** The networks of a classifier, all of the same rows. */
final class ClassifierTraining implements EnsembleTraining.Members<BayesianClassifierModel> {
  private final BayesianSettings<Label> settings;
  private final long seed;
  private final Dataset<Label> examples;
  private final PreparedRows rows;
  private final ClassNumbers classes;
  private final Input target = BayesianClassification.labels();
  private final BayesianClassification network;
  private final Optional<SoftmaxPosterior> posterior;

  /**
   * @param seed of the draws of predictions
   */
  ClassifierTraining(
      BayesianSettings<Label> settings,
      long seed,
      Dataset<Label> examples,
      ClassNumbers classes,
      PreparedRows rows) {
    this.settings = settings;
    this.seed = seed;
    this.examples = examples;
    this.rows = rows;
    this.classes = classes;
    this.network = definition(1).connect(BayesianClassification.class);
    this.posterior =
        Optional.of(settings.method)
            .filter(method -> method == BayesianMethod.LAPLACE)
            .map(method -> new SoftmaxPosterior(network, rows, classes, prior()));
  }

  private Definition<BayesianClassifierArchitecture> definition(int members) {
    int count = examples.getOutputIDInfo().size();
    NetworkShape shape = settings.shape(members, seed);
    return rows.definition(new BayesianClassifierArchitecture(shape, count), seed);
  }

  /** The standard deviation of the last layer's prior. */
  private double prior() {
    int layers = settings.hidden.length;
    int inputs = layers == 0 ? rows.columns().size() : settings.hidden[layers - 1];
    return settings.shape(1, seed).prior(inputs);
  }

  @Override
  public Class<BayesianClassifierModel> kind() {
    return BayesianClassifierModel.class;
  }

  @Override
  public BayesianClassification network() {
    return network;
  }

  @Override
  public Input target() {
    return target;
  }

  @Override
  public RowSource targets() {
    return classes;
  }

  @Override
  public Loss loss() {
    return network.loss(target, settings.temperature, settings.warmUpEpochs(), settings.dropout);
  }

  @Override
  public float[] finished(float[] trained) {
    return posterior.map(closed -> closed.of(trained)).orElse(trained);
  }

  @Override
  public BayesianClassifierModel model(int members, float[] values, ModelProvenance provenance) {
    return new BayesianClassifierModel(
        "bayesian-classifier",
        provenance,
        rows.features(),
        examples.getOutputIDInfo(),
        definition(members).with(values));
  }

  @Override
  public float[] values(BayesianClassifierModel ensemble) {
    return ensemble.definition().parameters();
  }
}
