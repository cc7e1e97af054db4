package org.lateo.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lateo.data.DenseTable;
import org.lateo.data.Split;
import org.lateo.data.Table;
import org.lateo.graph.Parameters;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Scaling;
import org.lateo.math.BestBlas;
import org.lateo.math.RandomStream;
import org.lateo.model.VAE;
import org.lateo.nn.Activation;
import org.lateo.objective.ELBO;
import org.lateo.objective.Loss;
import org.lateo.objective.Models;
import org.lateo.objective.Objective;

/** A training run of a small model, of which tests change one thing. */
final class Training {
  static final int COLUMNS = 40;

  Table table = table(100);
  double share;
  Activation activation = Activation.TANH;
  int hidden = 70;
  Objective objective = new ELBO();
  Optimiser optimiser = new Adam(0.01);
  LearningRateSchedule schedule = new ConstantSchedule();
  double clipping;
  double weightPrior;
  double averaging;
  Objective refinement;
  int refinementEpochs;
  EarlyStopping stopping = EarlyStopping.NEVER;
  TrainingResult result;
  int epochs = 3;
  int batch = 32;
  int threads = 1;
  long seed = 1;
  float[] first;
  Parameters parameters;

  /** Standard Gaussian rows, all of weight one. */
  static DenseTable table(int rows) {
    float[] values = new float[rows * COLUMNS];
    RandomStream.fillGaussian(rows, values, 0, values.length);
    float[] weights = new float[rows];
    Arrays.fill(weights, 1f);
    return new DenseTable(COLUMNS, values, weights);
  }

  Split split() {
    return Split.of(table.rows(), share, seed);
  }

  /** Two slices of hidden columns, so that threads share the work. */
  static VAE model(Activation activation) {
    return model(70, activation);
  }

  static VAE model(int hidden, Activation activation) {
    return Models.architecture(List.of(hidden), activation, 3, new Gaussian())
        .connect(Scaling.none(COLUMNS));
  }

  /** Trains and returns the flat parameters. */
  float[] run(TrainingListener listener) {
    result = loop().run(Map::of, listener);
    return parameters.values();
  }

  /** Makes everything anew but the parameters, if there are any. */
  TrainingLoop loop() {
    VAE vae = model(hidden, activation);
    Loss bound = objective.loss(vae);
    if (parameters == null) {
      float[] values = first == null ? vae.layout().initialise(seed) : first.clone();
      parameters = new Parameters(vae.layout(), values, BestBlas.get());
    }
    TrainingOptions options =
        new TrainingOptions(
            epochs, batch, seed, threads, schedule, clipping, weightPrior, averaging, stopping);
    Optional<Refinement> last =
        Optional.ofNullable(refinement).map(o -> new Refinement(o.loss(vae), refinementEpochs));
    TrainingData data = TrainingData.of(vae, table, split(), seed);
    return new TrainingLoop(vae, bound, last, parameters, optimiser, options, data);
  }
}
