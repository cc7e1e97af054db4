package org.lateo.conformal;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/** Predicts by a function of the example, so that a test knows the law of its predictions. */
final class KnownModel<T extends Output<T>> extends Model<T> {
  private static final long serialVersionUID = 1L;

  private final transient Function<Example<T>, Prediction<T>> law;

  KnownModel(Dataset<T> like, boolean probabilities, Function<Example<T>, Prediction<T>> law) {
    super(
        "known",
        new ModelProvenance(
            KnownModel.class.getName(),
            OffsetDateTime.of(2014, 4, 14, 0, 0, 0, 0, ZoneOffset.UTC),
            new MutableDataset<>(
                    new SimpleDataSourceProvenance("none", like.getOutputFactory()),
                    like.getOutputFactory())
                .getProvenance(),
            new EmptyTrainerProvenance()),
        like.getFeatureIDMap(),
        like.getOutputIDInfo(),
        probabilities);
    this.law = law;
  }

  @Override
  public Prediction<T> predict(Example<T> example) {
    return law.apply(example);
  }

  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return Map.of();
  }

  @Override
  public Optional<Excuse<T>> getExcuse(Example<T> example) {
    return Optional.empty();
  }

  @Override
  protected Model<T> copy(String newName, ModelProvenance newProvenance) {
    return this;
  }
}
