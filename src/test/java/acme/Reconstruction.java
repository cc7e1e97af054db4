package acme;

import org.lateo.graph.Node;
import org.lateo.graph.op.SumColumns;
import org.lateo.model.Draws;
import org.lateo.model.VAE;
import org.lateo.objective.Loss;
import org.lateo.objective.Objective;

/** A loss as a user of the library writes one: E_q[log p(x|z)] alone, of a plain autoencoder. */
public final class Reconstruction implements Objective {
  /** The loss has no settings. */
  public Reconstruction() {}

  @Override
  public Loss loss(VAE vae) {
    Node x = vae.observed();
    Draws draws = Draws.of(vae.encode(x), 1);
    Node logLikelihood = SumColumns.of(vae.logDensity(draws.z(), x, draws.count()));
    return Loss.of(Loss.RECONSTRUCTION, draws.mean(logLikelihood));
  }
}
