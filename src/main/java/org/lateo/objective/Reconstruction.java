package org.lateo.objective;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import java.util.function.Consumer;
import org.lateo.config.Fields;
import org.lateo.graph.Node;
import org.lateo.graph.Rows;
import org.lateo.graph.op.Constant;
import org.lateo.graph.op.ScaleColumns;
import org.lateo.graph.op.Sum;
import org.lateo.graph.op.SumColumns;
import org.lateo.latent.LatentDistribution;
import org.lateo.model.VAE;

/**
 * The objective of a plain autoencoder, whose code is a point: the log-density of the row at the
 * decoder's value of its own code, log p(x|z(x)), in nats of raw values. With a Gaussian likelihood
 * of fixed variance it is minus the squared error, up to factor and constant.
 *
 * <pre>
 * log p(x | z(x̃)) - contraction ||∂z/∂x||² - sparsity S(z)
 * </pre>
 *
 * <p>x̃ is x, unless training adds noise to it or masks values (a denoising autoencoder); each row
 * has new noise in each step, and none in prediction. The reports are of x itself: {@code elbo} is
 * the reconstruction, {@code kl} is 0.
 *
 * <p>See:
 *
 * <pre>
 * Vincent P, Larochelle H, Lajoie I, Bengio Y, Manzagol PA.
 * "Stacked Denoising Autoencoders"
 * Journal of Machine Learning Research 11, 2010.
 * Rifai S, Vincent P, Muller X, Glorot X, Bengio Y.
 * "Contractive Auto-Encoders: Explicit Invariance During Feature Extraction"
 * ICML 2011.
 * </pre>
 *
 * <p>and {@link Sparsity}. Where we deviate: each value is masked by itself with the given
 * probability, not a fixed number of them; and the contraction is that of the code, for which the
 * encoder has to be one layer.
 */
public final class Reconstruction implements Objective {
  @Config(
      description =
          "Standard deviation of Gaussian noise on what the encoder reads in training; 0 for none."
              + " The scale is the encoder's: standard deviations of a column where values are"
              + " standardised.")
  private double noise = 0;

  @Config(description = "Probability, in [0, 1), that the encoder reads 0 in place of a value.")
  private double masking = 0;

  @Config(
      description =
          "Weight of the code's squared Jacobian norm, for an encoder of one layer; 0 for none.")
  private double contraction = 0;

  @Config(description = "Weight of the penalty on codes that are not sparse; 0 for none.")
  private double sparsity = 0;

  @Config(
      description =
          "What the penalty is: KL, for a code between 0 and 1, of each unit's mean over the batch"
              + " from \"activity\"; or L1, the sum of absolute values, for any code.")
  private Sparsity sparsityBy = Sparsity.KL;

  @Config(description = "For KL: the mean of a unit that costs nothing, in (0, 1).")
  private double activity = 0.05;

  /** No noise and no penalty. */
  public Reconstruction() {}

  /**
   * A copy that denoises.
   *
   * @param deviation standard deviation of the noise on what the encoder reads, 0 or more
   * @throws PropertyException if it is not
   */
  public Reconstruction withNoise(double deviation) {
    return with(copy -> copy.noise = deviation);
  }

  /**
   * A copy that masks values.
   *
   * @param share the probability with which a value is masked, in [0, 1)
   * @throws PropertyException if it is not
   */
  public Reconstruction withMasking(double share) {
    return with(copy -> copy.masking = share);
  }

  /**
   * A copy with a contractive penalty.
   *
   * @throws PropertyException if the weight is below 0
   */
  public Reconstruction withContraction(double weight) {
    return with(copy -> copy.contraction = weight);
  }

  /**
   * A copy with a penalty on codes that are not sparse.
   *
   * @throws PropertyException if the weight is below 0
   */
  public Reconstruction withSparsity(double weight, Sparsity by) {
    requireNonNull(by, "sparsityBy");
    return with(
        copy -> {
          copy.sparsity = weight;
          copy.sparsityBy = by;
        });
  }

  /**
   * A copy with another wanted mean of each unit.
   *
   * @throws PropertyException if it is not in (0, 1)
   */
  public Reconstruction withActivity(double mean) {
    return with(copy -> copy.activity = mean);
  }

  private Reconstruction with(Consumer<Reconstruction> change) {
    Reconstruction copy = new Reconstruction();
    copy.noise = noise;
    copy.masking = masking;
    copy.contraction = contraction;
    copy.sparsity = sparsity;
    copy.sparsityBy = sparsityBy;
    copy.activity = activity;
    change.accept(copy);
    copy.postConfig();
    return copy;
  }

  @Override
  public void postConfig() {
    requireWeight("noise", noise);
    Fields.require(masking >= 0 && masking < 1, "masking", "a share in [0, 1)", masking);
    requireWeight("contraction", contraction);
    requireWeight("sparsity", sparsity);
    Fields.require(activity > 0 && activity < 1, "activity", "a mean in (0, 1)", activity);
  }

  private static void requireWeight(String field, double found) {
    Fields.require(found >= 0 && found < 1e6, field, "a number in [0, 1e6)", found);
  }

  /** Whether the encoder has to be a single layer. */
  public boolean needsOneLayer() {
    return contraction > 0;
  }

  /** Whether the code has to lie between 0 and 1. */
  public boolean needsUnitCode() {
    return sparsity > 0 && sparsityBy == Sparsity.KL;
  }

  /**
   * The objective of a model whose posterior is a point.
   *
   * @throws IllegalArgumentException if it is a distribution, or if a penalty does not go with the
   *     encoder, saying why
   */
  @Override
  public Loss loss(VAE vae) {
    if (vae.hasPrior()) {
      throw new IllegalArgumentException(
          "reconstruction: expected the posterior point, whose code has no width to train, found a"
              + " distribution, for which there is elbo");
    }
    Node x = vae.observed();
    Node read = vae.encoderInput(x);
    LatentDistribution clean = vae.encodeRead(read);
    Node reconstruction = logDensity(vae, clean, x);
    Corruption corruption = new Corruption(noise, masking);
    LatentDistribution code =
        corruption.isNone() ? clean : vae.encodeRead(corruption.of(vae, read));
    Node maximised = corruption.isNone() ? reconstruction : logDensity(vae, code, x);
    if (contraction > 0) {
      maximised = less(maximised, contraction, Contraction.of(vae, code.mean()));
    }
    if (sparsity > 0) {
      maximised = less(maximised, sparsity, sparsityBy.of(vae, code.mean(), activity));
    }
    Node none = new Constant(Rows.BATCH, 0f);
    return Loss.ofBound(maximised, reconstruction, reconstruction, none);
  }

  private static Node logDensity(VAE vae, LatentDistribution code, Node x) {
    return SumColumns.of(vae.logDensity(code.mean(), x, 1));
  }

  private static Node less(Node maximised, double weight, Node penalty) {
    return Sum.subtract(maximised, ScaleColumns.of(penalty, weight, 0));
  }
}
