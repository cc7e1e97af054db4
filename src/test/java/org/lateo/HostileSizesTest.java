package org.lateo;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.anomaly.VAEAnomalyTrainer;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianMethod;
import org.lateo.bayes.BayesianRegressionModel;
import org.lateo.bayes.BayesianRegressionTrainer;
import org.lateo.bayes.BayesianRows;
import org.lateo.bayes.ClassRows;
import org.lateo.codes.LatentFeatureModel;
import org.lateo.config.PartKind;
import org.lateo.config.PartText;
import org.lateo.inference.ScoreKind;
import org.lateo.latent.AutoregressiveFlowPosterior;
import org.lateo.latent.CholeskyGaussianPosterior;
import org.lateo.latent.MixturePrior;
import org.lateo.latent.PlanarFlowPosterior;
import org.lateo.latent.VampPrior;
import org.lateo.likelihood.DiscretisedLogistic;
import org.lateo.likelihood.Likelihood;
import org.lateo.likelihood.MixedLikelihood;
import org.lateo.logistic.KernelLogisticModel;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.nearest.NearestRowsModel;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.protos.ChecksummedProto;
import org.lateo.protos.FewLabelsModelProto;
import org.lateo.protos.LatentFeatureModelProto;
import org.lateo.protos.StoredModelProto;
import org.lateo.protos.VAEAnomalyModelProto;
import org.lateo.semisupervised.FewLabelsMethod;
import org.lateo.semisupervised.FewLabelsTrainer;
import org.lateo.semisupervised.SemiSupervisedVAEModel;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.protos.core.ModelProto;

/**
 * Every whole number that a stored model holds, set to values that no memory holds, with the
 * checksum mended: reading it is refused, or gives a model, and takes little memory in any case.
 */
final class HostileSizesTest {
  private static final long MOST_BYTES = 32 << 20;
  private static final List<Integer> SIZES = List.of(1000, 100_000, Integer.MAX_VALUE);
  private static final Map<String, Message> CONTENT =
      Map.of(
          BayesianClassifierModel.class.getName(), StoredModelProto.getDefaultInstance(),
          BayesianRegressionModel.class.getName(), StoredModelProto.getDefaultInstance(),
          VAEModel.class.getName(), StoredModelProto.getDefaultInstance(),
          LatentFeatureModel.class.getName(), LatentFeatureModelProto.getDefaultInstance(),
          KernelLogisticModel.class.getName(), StoredModelProto.getDefaultInstance(),
          NearestRowsModel.class.getName(), StoredModelProto.getDefaultInstance(),
          FlowModel.class.getName(), StoredModelProto.getDefaultInstance(),
          SemiSupervisedVAEModel.class.getName(), StoredModelProto.getDefaultInstance(),
          VAEAnomalyModel.class.getName(), VAEAnomalyModelProto.getDefaultInstance());

  /** A change and the model it was made to. */
  private record Mutant(String what, Object value) {}

  private static VAETrainerBuilder trainer() {
    return Tiny.trainer().epochs(1).hidden(4).latent(2);
  }

  private static VAEModel fit(VAETrainerBuilder trainer) {
    return trainer.build().fit(Tiny.unit(30));
  }

  static Stream<ModelProto> models() {
    return Stream.of(
            fit(trainer().posterior(new PlanarFlowPosterior()).prior(new MixturePrior())),
            fit(trainer().posterior(new AutoregressiveFlowPosterior(2, 3))),
            fit(trainer().posterior(new CholeskyGaussianPosterior())),
            fit(trainer().prior(new VampPrior(3)).likelihood(new DiscretisedLogistic())),
            fit(trainer().likelihood(new MixedLikelihood())),
            fit(trainer().missing(".*")),
            FlowTrainer.builder().layers(2).hidden(4).epochs(1).build().fit(Tiny.unit(30)),
            bayesian(BayesianMethod.LAST_LAYER),
            bayesian(BayesianMethod.MEAN_FIELD),
            classifier(BayesianMethod.LAPLACE),
            classifier(BayesianMethod.MEAN_FIELD),
            Labels.trainer().train(Labels.dataset(30)),
            new SemiSupervisedVAETrainer(trainer().build()).train(Labels.partly(30, 2)),
            new KernelLogisticTrainer().train(Labels.partly(30, 2)),
            new NearestRowsTrainer().train(Labels.partly(30, 2)),
            detector())
        .map(Model::serialize);
  }

  private static BayesianRegressionModel bayesian(BayesianMethod method) {
    return BayesianRegressionTrainer.builder()
        .method(method)
        .hidden(4)
        .members(2)
        .draws(2)
        .epochs(1)
        .build()
        .train(BayesianRows.waves(30, 1));
  }

  private static BayesianClassifierModel classifier(BayesianMethod method) {
    return BayesianClassifierTrainer.builder()
        .method(method)
        .hidden(4)
        .members(2)
        .draws(2)
        .epochs(1)
        .build()
        .train(ClassRows.bands(30, 1));
  }

  private static VAEAnomalyModel detector() {
    MutableDataset<Event> rows =
        Tiny.dataset(
            Tiny.unitRows(30, 4, 1),
            new AnomalyFactory(),
            i -> new Event(Event.EventType.EXPECTED));
    return VAEAnomalyTrainer.builder()
        .autoencoder(trainer().build())
        .members(2)
        .score(ScoreKind.LOG_LIKELIHOOD)
        .build()
        .train(rows);
  }

  @ParameterizedTest(name = "model {index}")
  @MethodSource("models")
  void sizesAreNotBelieved(ModelProto model) throws InvalidProtocolBufferException {
    List<Mutant> mutants = ofModel(model);
    assertTrue(mutants.size() >= 6, () -> "Expected sizes to change, found " + mutants.size());
    for (Mutant mutant : mutants) {
      long bytes = allocated(() -> readOrRefuse((ModelProto) mutant.value()));
      assertTrue(bytes < MOST_BYTES, () -> mutant.what() + ": took " + bytes + " bytes to be read");
    }
  }

  /** Exceptions that a reader may expect, and no errors. */
  private static void readOrRefuse(ModelProto model) {
    try {
      Model.deserialize(model);
    } catch (IllegalStateException | IllegalArgumentException e) {
      assertTrue(String.valueOf(e.getMessage()).length() < 10_000);
    }
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /** Of a model of ours; none of others. */
  private static List<Mutant> ofModel(ModelProto model) throws InvalidProtocolBufferException {
    Message type = CONTENT.get(model.getClassName());
    List<Mutant> mutants = new ArrayList<>();
    if (type != null) {
      ChecksummedProto stored = model.getSerializedData().unpack(ChecksummedProto.class);
      Message content = type.getParserForType().parseFrom(stored.getContent());
      for (Mutant mutant : ofMessage(content, stored.getModel())) {
        ChecksummedProto mended = mended(stored, ((Message) mutant.value()).toByteString());
        mutants.add(
            new Mutant(
                mutant.what(), model.toBuilder().setSerializedData(Any.pack(mended)).build()));
      }
    }
    return mutants;
  }

  private static ChecksummedProto mended(ChecksummedProto stored, ByteString content) {
    CRC32 crc = new CRC32();
    crc.update(content.toByteArray());
    return stored.toBuilder().setContent(content).setCrc32((int) crc.getValue()).build();
  }

  private static List<Mutant> ofMessage(Message message, String path)
      throws InvalidProtocolBufferException {
    List<Mutant> mutants = new ArrayList<>();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      String name = path + "." + field.getName();
      int count = field.isRepeated() ? message.getRepeatedFieldCount(field) : 1;
      for (int i = 0; i < count; i++) {
        Object value =
            field.isRepeated() ? message.getRepeatedField(field, i) : message.getField(field);
        for (Mutant other : ofValue(value, name)) {
          Message.Builder changed = message.toBuilder();
          if (field.isRepeated()) {
            changed.setRepeatedField(field, i, other.value());
          } else {
            changed.setField(field, other.value());
          }
          mutants.add(new Mutant(other.what(), changed.build()));
        }
      }
    }
    return mutants;
  }

  private static List<Mutant> ofValue(Object value, String name)
      throws InvalidProtocolBufferException {
    if (value instanceof Integer && !name.endsWith("crc32")) {
      return SIZES.stream().map(size -> new Mutant(name + "=" + size, size)).toList();
    }
    if (value instanceof String text && text.matches("\\d+")) {
      return SIZES.stream().map(size -> new Mutant(name + "=" + size, "" + size)).toList();
    }
    if (value instanceof Any any) {
      return any.is(ModelProto.class) ? packed(ofModel(any.unpack(ModelProto.class))) : List.of();
    }
    return value instanceof Message message ? ofMessage(message, name) : List.of();
  }

  private static List<Mutant> packed(List<Mutant> models) {
    return models.stream()
        .map(mutant -> new Mutant(mutant.what(), Any.pack((Message) mutant.value())))
        .toList();
  }

  /** Each layer costs a few bytes of the file, and hundreds of memory. */
  @Test
  void longListsOfSizes() throws InvalidProtocolBufferException {
    String deep = String.join(" ", Collections.nCopies(200_001, "1"));
    assertRefused(
        with(fit(trainer()).serialize(), Map.of("encoder", deep)),
        "encoder: expected at most 100 hidden layers, found 200001");
  }

  /** The same model with other settings of its architecture. */
  private static ModelProto with(ModelProto model, Map<String, String> settings)
      throws InvalidProtocolBufferException {
    ChecksummedProto stored = model.getSerializedData().unpack(ChecksummedProto.class);
    StoredModelProto.Builder content = StoredModelProto.parseFrom(stored.getContent()).toBuilder();
    content.getDefinitionBuilder().getArchitectureBuilder().putAllSetting(settings);
    return model.toBuilder()
        .setSerializedData(Any.pack(mended(stored, content.build().toByteString())))
        .build();
  }

  /** Each is in its bounds; together they are more parameters than any file has. */
  @Test
  void layersOfManyUnitsTogether() throws InvalidProtocolBufferException {
    String wide = String.join(" ", Collections.nCopies(50, "100000 1"));
    ModelProto flow =
        with(
            FlowTrainer.builder().hidden(4).epochs(1).build().fit(Tiny.unit(30)).serialize(),
            Map.of("kind", "MAF", "layers", "1000", "hidden", wide));
    ModelProto network =
        with(
            bayesian(BayesianMethod.MEAN_FIELD).serialize(),
            Map.of("draws", "1", "members", "19", "hidden", wide));
    for (ModelProto model : List.of(flow, network)) {
      long bytes = allocated(() -> assertRefused(model, "parameter"));
      assertTrue(bytes < 4 * MOST_BYTES, () -> model.getClassName() + ": took " + bytes);
    }
  }

  /** Each is a part of the program that predicts. */
  @Test
  void manyDrawnLayers() throws InvalidProtocolBufferException {
    assertRefused(
        with(
            bayesian(BayesianMethod.MEAN_FIELD).serialize(),
            Map.of("draws", "1000", "hidden", "4 4 4 4 4")),
        "Expected at most 10000 layers in the draws of all members with MEAN_FIELD, found 12000");
  }

  /** A pipeline in a pipeline in a pipeline takes stack to read. */
  @Test
  void deepPipelines() throws InvalidProtocolBufferException {
    ModelProto model = Labels.trainer().train(Labels.dataset(30)).serialize();
    for (int depth = 0; depth < 30; depth++) {
      ChecksummedProto stored = model.getSerializedData().unpack(ChecksummedProto.class);
      LatentFeatureModelProto content = LatentFeatureModelProto.parseFrom(stored.getContent());
      LatentFeatureModelProto nested = content.toBuilder().setInner(Any.pack(model)).build();
      model =
          model.toBuilder()
              .setSerializedData(Any.pack(mended(stored, nested.toByteString())))
              .build();
    }
    assertRefused(
        model, "LatentFeatureModel: expected at most 10 models in one another, found more");
  }

  /** Nor is it read when classes take turns, of which none contains itself directly. */
  @Test
  void deepModelsOfTwoClasses() throws InvalidProtocolBufferException {
    ModelProto chosen =
        FewLabelsTrainer.builder(trainer().build())
            .methods(EnumSet.of(FewLabelsMethod.M1))
            .build()
            .train(Labels.partly(30, 2))
            .serialize();
    ChecksummedProto outer = chosen.getSerializedData().unpack(ChecksummedProto.class);
    FewLabelsModelProto choice = FewLabelsModelProto.parseFrom(outer.getContent());
    ModelProto pipeline = choice.getModel().unpack(ModelProto.class);
    ChecksummedProto inner = pipeline.getSerializedData().unpack(ChecksummedProto.class);
    LatentFeatureModelProto codes = LatentFeatureModelProto.parseFrom(inner.getContent());
    ModelProto model = chosen;
    for (int depth = 0; depth < 10; depth++) {
      ByteString around = codes.toBuilder().setInner(Any.pack(model)).build().toByteString();
      ModelProto holds =
          pipeline.toBuilder().setSerializedData(Any.pack(mended(inner, around))).build();
      ByteString next = choice.toBuilder().setModel(Any.pack(holds)).build().toByteString();
      model = chosen.toBuilder().setSerializedData(Any.pack(mended(outer, next))).build();
    }
    assertRefused(model, "FewLabelsModel: expected at most 10 models in one another, found more");
  }

  private static void assertRefused(ModelProto model, String part) {
    Throwable thrown = assertThrows(IllegalStateException.class, () -> Model.deserialize(model));
    StringBuilder all = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      all.append(t).append('\n');
    }
    assertTrue(all.toString().contains(part), all::toString);
  }

  /** A mixture in a mixture would take stack to read, and so did the columns of a wide one. */
  @Test
  void mixturesAreReadWithoutDepth() {
    String nested = "mixed:numbers=".repeat(20_000) + "gaussian";
    PartKind<Likelihood> kind = PartKind.of(Likelihood.class);
    Errors.assertRefused(
        () -> kind.parse("mixed:numbers=" + nested),
        "Expected parts within parts at most 8 deep, found the likelihood mixed deeper");
    String columns =
        IntStream.range(0, 50_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
    kind.create(new PartText("mixed", Map.of("groups", "gaussian\t" + columns + "\tr\ts")))
        .groups(50_000);
  }
}
