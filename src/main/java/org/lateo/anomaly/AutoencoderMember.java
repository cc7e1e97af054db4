package org.lateo.anomaly;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.lateo.VAEModel;
import org.lateo.VAETrainer;
import org.lateo.graph.Node;
import org.lateo.graph.Parameters;
import org.lateo.graph.RowSource;
import org.lateo.inference.ScoreKind;
import org.lateo.inference.ScoreParts;
import org.lateo.inference.ScoreSplit;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.model.VAE;
import org.lateo.rows.ExampleTable;
import org.lateo.rows.HashedDomain;
import org.lateo.train.TrainedPart;
import org.tribuo.ImmutableFeatureMap;

/** An autoencoder, variational or plain, as the model of a member. */
record AutoencoderMember(VAEModel model) implements MemberModel {
  /**
   * Trains autoencoders.
   *
   * @param choice the trainer, by the names of a member's features
   */
  static MemberTrainer trainer(
      Function<List<String>, VAETrainer> choice, Predicate<String> mayMiss) {
    return new MemberTrainer(
        mayMiss,
        (rows, invocation, name, listener) -> {
          VAETrainer trainer = choice.apply(HashedDomain.names(rows, rows.getFeatureIDMap()));
          TrainedPart<VAEModel> trained =
              TrainedPart.of(
                  name, VAEModel.class, () -> trainer.fit(rows, listener, Map.of(), invocation));
          return new TrainedPart<>(new AutoencoderMember(trained.model()), trained.stop());
        });
  }

  /** One of all features has the domain of the whole, so that a salt is set only once. */
  static AutoencoderMember of(VAEModel stored, ImmutableFeatureMap whole) {
    boolean all = stored.featureNames().equals(ExampleTable.names(whole));
    return new AutoencoderMember(all ? stored.partOf(whole) : stored);
  }

  @Override
  public String plural() {
    return "autoencoders";
  }

  @Override
  public ImmutableFeatureMap features() {
    return model.getFeatureIDMap();
  }

  @Override
  public MissingColumns missing() {
    return model.definition().missing();
  }

  @Override
  public Origin origin() {
    return model.definition().origin();
  }

  @Override
  public boolean isSparse() {
    return model.definition().sparse();
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public int latents() {
    return model.latent();
  }

  @Override
  public long seed() {
    return model.definition().seed();
  }

  @Override
  public DetectorOutputs outputs(ScoreKind kind) {
    return DetectorOutputs.ofAutoencoders(kind);
  }

  @Override
  public MemberRows reading(Node rows, Origin left, ScoreKind kind, int draws) {
    VAE vae = model.ofRawRows().reading(rows, left);
    Likelihood likelihood = model.definition().architecture().likelihood();
    double[] units = likelihood.errorUnits(model.definition().scaling());
    return new MemberRows(ScoreParts.of(kind, vae, units, draws), vae.values(), vae::known);
  }

  @Override
  public List<ScoreSplit> split(ScoreKind kind, int samples, RowSource rows, int count) {
    return model.split(kind, samples, rows, count);
  }

  @Override
  public float[][] checkRows() {
    return model.checkRows();
  }
}
