package org.lateo.model;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.lateo.config.Fields;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.latent.DiagonalGaussianPosterior;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.NoPrior;
import org.lateo.latent.Posterior;
import org.lateo.latent.Prior;
import org.lateo.latent.StandardNormalPrior;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.Gaussian;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.Activation;
import org.lateo.nn.BayesianLayers;
import org.lateo.nn.DenseLayers;
import org.lateo.nn.HiddenLayers;
import org.lateo.nn.Layer;
import org.lateo.nn.MultilayerPerceptron;
import org.lateo.nn.Sizes;
import org.lateo.nn.WeightInitialiser;

/** The shape of a variational autoencoder. */
public final class VAEArchitecture implements Architecture {
  @Config(description = "Sizes of the encoder's hidden layers; none for a linear encoder.")
  private int[] encoder = {};

  @Config(description = "Sizes of the decoder's hidden layers; none for a linear decoder.")
  private int[] decoder = {};

  @Config(description = "The function after each hidden layer.")
  private Activation activation = Activation.TANH;

  @Config(description = "Whether each hidden layer has a gate.")
  private boolean gated = false;

  @Config(description = "Dimensions of z.")
  private int latent = 1;

  @Config(description = "The family of q(z|x).")
  private Posterior posterior = new DiagonalGaussianPosterior();

  @Config(description = "The family of p(z).")
  private Prior prior = new StandardNormalPrior();

  @Config(description = "The family of p(x|z).")
  private Likelihood likelihood = new Gaussian();

  @Config(description = "How weight matrices start.")
  private WeightInitialiser weights = WeightInitialiser.GLOROT;

  @Config(description = "Whether the decoder's weights are the encoder's transposed.")
  private boolean tied = false;

  @Config(description = "Whether the weights of p(x|z) have distributions.")
  private boolean bayesianDecoder = false;

  @Config(
      description =
          "Standard deviation of the prior on the weights of p(x|z), if these have distributions; 0"
              + " for 1/√(n + 1) of each layer's n inputs. Biases of the likelihood's layers have 10"
              + " always.")
  private double decoderPrior = 0;

  /** Whether weights that have distributions are drawn, which is never stored. */
  private boolean drawn = false;

  /** The defaults, as {@code config} starts from. */
  public VAEArchitecture() {}

  /**
   * Refuses sizes below 1 or above those of {@link Sizes}.
   *
   * @param encoder sizes of the encoder's hidden layers; none for a linear encoder
   * @param decoder sizes of the decoder's hidden layers; none for a linear decoder
   * @param gated whether each hidden layer has a gate, see {@link org.lateo.nn.Gated}
   * @param latent dimensions of z
   */
  public VAEArchitecture(
      List<Integer> encoder,
      List<Integer> decoder,
      Activation activation,
      boolean gated,
      int latent,
      Posterior posterior,
      Prior prior,
      Likelihood likelihood,
      WeightInitialiser weights) {
    this.encoder = encoder.stream().mapToInt(Integer::intValue).toArray();
    this.decoder = decoder.stream().mapToInt(Integer::intValue).toArray();
    this.activation = activation;
    this.gated = gated;
    this.latent = latent;
    this.posterior = posterior;
    this.prior = prior;
    this.likelihood = likelihood;
    this.weights = weights;
    check();
  }

  /**
   * A copy whose decoder has the encoder's weights, transposed, and biases of its own.
   *
   * <p>See:
   *
   * <pre>
   * Vincent P, Larochelle H, Lajoie I, Bengio Y, Manzagol PA.
   * "Stacked Denoising Autoencoders"
   * Journal of Machine Learning Research 11, 2010.
   * </pre>
   *
   * @throws IllegalArgumentException if layers have gates, or if the decoder's sizes are not the
   *     encoder's in reverse
   */
  public VAEArchitecture withTied() {
    VAEArchitecture copy = copy();
    copy.tied = true;
    return copy.check();
  }

  /**
   * A copy whose p(x|z) has Gaussian weights, full variational Bayes for the generative model, see
   * {@link org.lateo.nn.BayesianDense}. The model has them at their means, so that scores,
   * reconstructions and samples are functions of the row alone; training draws them.
   *
   * <p>See:
   *
   * <pre>
   * Kingma DP, Welling M.
   * "Auto-Encoding Variational Bayes", appendix F
   * ICLR 2014.
   * </pre>
   *
   * @param deviation the standard deviation of the weights' prior; 0 for that of {@link
   *     BayesianLayers}
   * @throws IllegalArgumentException if layers have gates or tied weights, or if codes are points
   */
  public VAEArchitecture withBayesianDecoder(double deviation) {
    VAEArchitecture copy = copy();
    copy.bayesianDecoder = true;
    copy.decoderPrior = deviation;
    return copy.check();
  }

  /** The same, whose weights that have distributions are drawn for each row, as training does. */
  public VAEArchitecture inTraining() {
    VAEArchitecture copy = copy();
    copy.drawn = true;
    return copy;
  }

  private VAEArchitecture copy() {
    VAEArchitecture copy =
        new VAEArchitecture(
            encoder(), decoder(), activation, gated, latent, posterior, prior, likelihood, weights);
    copy.tied = tied;
    copy.bayesianDecoder = bayesianDecoder;
    copy.decoderPrior = decoderPrior;
    copy.drawn = drawn;
    return copy;
  }

  private VAEArchitecture check() {
    Sizes.requireLayers("encoder", encoder());
    Sizes.requireLayers("decoder", decoder());
    Sizes.require("latent", Sizes.LATENT, latent);
    if (tied) {
      requireWayBack();
    }
    if (bayesianDecoder) {
      requireOwnWeights();
    }
    return this;
  }

  /** Refuses shapes whose layers cannot be gone back through. */
  private void requireWayBack() {
    if (gated) {
      throw new IllegalArgumentException(
          "expected layers without gates for tied weights, since a gated layer has two, found gated"
              + " layers");
    }
    List<Integer> back = new ArrayList<>(encoder());
    Collections.reverse(back);
    if (!back.equals(decoder())) {
      throw new IllegalArgumentException(
          String.format(
              "expected hidden layers of the decoder like the encoder's in reverse for tied weights,"
                  + " %s, found %s",
              back, decoder()));
    }
  }

  /** Refuses shapes whose p(x|z) is not made of dense layers of its own. */
  private void requireOwnWeights() {
    if (tied || gated || posterior.isPoint()) {
      throw new IllegalArgumentException(
          String.format(
              "expected a distribution of codes, and layers with weights of their own and no gates, for"
                  + " a decoder's weights to have distributions, found %s",
              tied ? "tied weights" : gated ? "gated layers" : "the posterior point"));
    }
    Fields.asArguments(() -> BayesianLayers.requirePrior("decoderPrior", decoderPrior));
  }

  @Override
  public void postConfig() {
    Fields.made("architecture", this::check);
  }

  /** The model of dense rows without missing values. */
  public VAE connect(Scaling scaling) {
    return connect(scaling, false, MissingColumns.none(scaling.columns()));
  }

  /**
   * Builds the model.
   *
   * @throws IllegalArgumentException if the likelihood cannot do without the columns that may be
   *     missing, saying why, or if rows with such columns are sparse
   */
  @Override
  public VAE connect(Scaling scaling, boolean sparse, MissingColumns missing) {
    likelihood.requireSeparable(missing);
    int columns = scaling.columns();
    int read = columns + missing.marks().length;
    if (sparse && read > columns) {
      throw new IllegalArgumentException("Expected dense rows where values may be missing");
    }
    MultilayerPerceptron encoding = perceptron("encoder", read, encoder());
    Posterior.Conditional q = posterior.connect(encoding.outputs(), latent, weights);
    Optional<TiedDecoder> same =
        tied ? Optional.of(TiedDecoder.of(encoding, q, activation, weights)) : Optional.empty();
    BayesianLayers bayesian = new BayesianLayers(weights, decoderPrior, drawn);
    HiddenLayers kind = bayesianDecoder ? bayesian::dense : HiddenLayers.of(gated, weights);
    Layer decoding =
        same.<Layer>map(TiedDecoder::hidden)
            .orElseGet(() -> perceptron("decoder", latent, decoder(), kind));
    DenseLayers last = bayesianDecoder ? bayesian : DenseLayers.of(weights);
    Input features = new Input("features", columns, sparse);
    return new VAE(
        features,
        features,
        latent,
        encoding,
        q,
        posterior.isPoint()
            ? NoPrior.inPlaceOf(prior)
            : prior.connect(latent, new Reader(read, encoding, q)),
        decoding,
        same.map(back -> back.likelihood(likelihood, scaling))
            .orElseGet(() -> likelihood.connect(decoding.outputs(), scaling, last)),
        missing,
        likelihood.support(scaling),
        Origin.none(columns),
        bayesian.divergence());
  }

  MultilayerPerceptron perceptron(String name, int in, List<Integer> sizes) {
    return perceptron(name, in, sizes, HiddenLayers.of(gated, weights));
  }

  private MultilayerPerceptron perceptron(
      String name, int in, List<Integer> sizes, HiddenLayers kind) {
    return new MultilayerPerceptron(name, in, sizes, activation, kind);
  }

  private record Reader(int columns, Layer encoder, Posterior.Conditional posterior)
      implements Prior.Recognition {
    @Override
    public LatentDistribution given(Node rows) {
      return posterior.given(encoder.apply(rows));
    }
  }

  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    return likelihood.learnScaling(columns);
  }

  /** Sizes of the encoder's hidden layers. */
  public List<Integer> encoder() {
    return Arrays.stream(encoder).boxed().toList();
  }

  /** Sizes of the decoder's hidden layers. */
  public List<Integer> decoder() {
    return Arrays.stream(decoder).boxed().toList();
  }

  /** The function after each hidden layer. */
  public Activation activation() {
    return activation;
  }

  /** Whether each hidden layer has a gate, see {@link org.lateo.nn.Gated}. */
  public boolean gated() {
    return gated;
  }

  /** Whether the decoder's weights are the encoder's transposed. */
  public boolean tied() {
    return tied;
  }

  /** Whether the weights of p(x|z) have distributions. */
  public boolean bayesianDecoder() {
    return bayesianDecoder;
  }

  /** The standard deviation of the prior of these weights; 0 for that of each layer's width. */
  public double decoderPrior() {
    return decoderPrior;
  }

  /** Dimensions of z. */
  public int latent() {
    return latent;
  }

  /** The family of q(z|x). */
  public Posterior posterior() {
    return posterior;
  }

  /** The family of p(z). */
  public Prior prior() {
    return prior;
  }

  /** The family of p(x|z). */
  public Likelihood likelihood() {
    return likelihood;
  }

  /** How weight matrices start. */
  public WeightInitialiser weights() {
    return weights;
  }
}
