package org.lateo.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lateo.Errors.assertRefused;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import org.junit.jupiter.api.Test;
import org.lateo.Labels;
import org.lateo.logistic.KernelLogisticTrainer;
import org.lateo.protos.ChecksummedProto;
import org.lateo.protos.StoredModelProto;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.protos.ClassificationLinearSGDProto;
import org.tribuo.protos.core.CategoricalIDInfoProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/** What Tribuo reads and stumbles on later is refused. */
final class ModelMetadataTest {
  private static final String KIND = "KernelLogisticModel";

  private final ModelDataProto whole;

  ModelMetadataTest() throws InvalidProtocolBufferException {
    Any stored =
        new KernelLogisticTrainer().train(Labels.dataset(30)).serialize().getSerializedData();
    whole =
        StoredModelProto.parseFrom(stored.unpack(ChecksummedProto.class).getContent())
            .getMetadata()
            .unpack(ModelDataProto.class);
  }

  @Test
  void readsWhatIsWhole() {
    assertEquals(whole.getName(), ModelMetadata.read(KIND, whole).name());
  }

  @Test
  void aProvenanceThatContainsItself() {
    RootProvenanceProto.Builder provenance = whole.getProvenance().toBuilder();
    provenance.getLmpBuilder(0).addValues(provenance.getLmp(0).getIndex());
    ModelDataProto cyclic = whole.toBuilder().setProvenance(provenance).build();
    assertRefused(() -> ModelMetadata.read(KIND, cyclic), "KernelLogisticModel", "contains itself");
  }

  /** Tribuo calls the class of a part by reflection, which wraps the error. */
  @Test
  void aPartWhoseProvenanceContainsItself() throws InvalidProtocolBufferException {
    ModelProto part = new LogisticRegressionTrainer().train(Labels.dataset(30)).serialize();
    ClassificationLinearSGDProto linear =
        part.getSerializedData().unpack(ClassificationLinearSGDProto.class);
    ClassificationLinearSGDProto.Builder cyclic = linear.toBuilder();
    RootProvenanceProto.Builder provenance = cyclic.getMetadataBuilder().getProvenanceBuilder();
    provenance.getLmpBuilder(0).addValues(provenance.getLmp(0).getIndex());
    ModelProto changed = part.toBuilder().setSerializedData(Any.pack(cyclic.build())).build();
    assertRefused(() -> ModelMetadata.readModel("Whole", changed), "Whole", "contains itself");
    assertEquals(2, ModelMetadata.readModel("Whole", part).getOutputIDInfo().size());
  }

  @Test
  void featuresOfOtherNumbers() throws InvalidProtocolBufferException {
    Any domain = whole.getFeatureDomain().getSerializedData();
    ImmutableFeatureMapProto.Builder map =
        domain.unpack(ImmutableFeatureMapProto.class).toBuilder();
    CategoricalIDInfoProto info =
        map.getInfo(0).getSerializedData().unpack(CategoricalIDInfoProto.class);
    map.getInfoBuilder(0).setSerializedData(Any.pack(info.toBuilder().setId(77).build()));
    ModelDataProto.Builder other = whole.toBuilder();
    other.getFeatureDomainBuilder().setSerializedData(Any.pack(map.build()));
    assertRefused(
        () -> ModelMetadata.read(KIND, other.build()),
        "features numbered from 0",
        "number " + info.getId());
  }

  @Test
  void outputsOfOtherNumbers() throws InvalidProtocolBufferException {
    assertRefused(
        () -> ModelMetadata.read(KIND, withFirstLabel(7)), "2 labels numbered from 0", "7]");
  }

  @Test
  void outputsOfOneNumber() throws InvalidProtocolBufferException {
    int second = labels().getId(1);
    assertRefused(
        () -> ModelMetadata.read(KIND, withFirstLabel(second)),
        "2 labels numbered from 0",
        "[" + second + "]");
  }

  private ImmutableLabelInfoProto labels() throws InvalidProtocolBufferException {
    return whole.getOutputDomain().getSerializedData().unpack(ImmutableLabelInfoProto.class);
  }

  private ModelDataProto withFirstLabel(int number) throws InvalidProtocolBufferException {
    ModelDataProto.Builder other = whole.toBuilder();
    other
        .getOutputDomainBuilder()
        .setSerializedData(Any.pack(labels().toBuilder().setId(0, number).build()));
    return other.build();
  }
}
