package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.stream.IntStream;
import org.lateo.graph.Parameters;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.Bernoulli;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.LikelihoodMembers;
import org.lateo.likelihood.Scaling;
import org.lateo.math.Blas;
import org.lateo.math.RandomStream;
import org.lateo.nn.Activation;
import org.lateo.nn.WeightInitialiser;
import org.lateo.objective.Architecture;
import org.lateo.objective.FixedDraws;
import org.lateo.objective.VAE;

/**
 * A small model with random parameters, none of them zero, for export.
 *
 * @param scaling what its likelihood works with
 */
record SmallModel(VAE vae, Parameters parameters, Scaling scaling) {
  static final int COLUMNS = 6;
  static final int LATENT = 3;

  static SmallModel of(Likelihood likelihood, Activation activation, Integer... hidden) {
    Architecture architecture =
        new Architecture(
            List.of(hidden),
            List.of(hidden),
            activation,
            false,
            LATENT,
            new DiagonalGaussianPosterior(),
            new StandardNormalPrior(),
            likelihood,
            WeightInitialiser.GLOROT);
    Scaling scaling =
        likelihood instanceof Gaussian ? wide() : LikelihoodMembers.scaling(likelihood, COLUMNS);
    VAE vae = VAE.of(architecture, scaling);
    float[] values = vae.layout().initialise(7);
    RandomStream random = RandomStream.of(7, "model");
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.1 * random.gaussian(i));
    }
    return new SmallModel(vae, new Parameters(vae.layout(), values, Blas.best()), scaling);
  }

  static SmallModel bernoulli(Activation activation, Integer... hidden) {
    return of(new Bernoulli(), activation, hidden);
  }

  /** From tiny to large and far from zero. */
  private static Scaling wide() {
    return new Scaling(
        new double[] {0, 1, -20, 1e4, 0.5, 3e-3}, new double[] {1, 2, 5, 100, 0.25, 1e-3});
  }

  /** Every likelihood with each of its settings. */
  static List<Likelihood> likelihoods() {
    return LikelihoodMembers.all(COLUMNS);
  }

  static List<OnnxHead> heads() {
    return OnnxHead.all(FixedDraws.of(LATENT, 5));
  }

  static OnnxMetadata metadata() {
    List<String> names = IntStream.range(0, COLUMNS).mapToObj(c -> "f\"" + c).toList();
    return new OnnxMetadata("0.1", names, "where it comes from");
  }

  ModelProto head(OnnxHead head) {
    return OnnxExport.head(vae, parameters, head, metadata());
  }

  int largestBatch(int draws) {
    return OnnxHead.score(new float[draws * LATENT]).graph(vae).comparison().largestBatch();
  }

  JavaHead java(OnnxHead head) {
    return new JavaHead(head.graph(vae), parameters);
  }

  /** Random rows, and the ends of what a column can be. */
  float[][] rows() {
    float[][] rows = CheckRows.features(scaling, 150, 3);
    for (int c = 0; c < COLUMNS; c++) {
      rows[0][c] = (float) (scaling.isNone() ? 0 : scaling.shift()[c]);
      rows[1][c] = (float) (scaling.isNone() ? 1 : scaling.shift()[c] + 8 * scaling.scale()[c]);
      rows[2][c] =
          (float) (scaling.isNone() ? c % 2 : scaling.shift()[c] - 50 * scaling.scale()[c]);
      rows[3][c] = 0;
      rows[4][c] = (float) (scaling.isNone() ? 40 * c : scaling.shift()[c]);
      rows[5][c] = (float) (scaling.isNone() ? 3000 + c : scaling.shift()[c]);
    }
    return rows;
  }

  static List<String> operators(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }
}
