package org.lateo.storage;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import org.lateo.model.Architecture;
import org.lateo.model.Definition;
import org.lateo.protos.StoredModelProto;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;

/**
 * The stored form of a Tribuo model with one definition.
 *
 * @param metadata name, provenance, feature and output domains
 * @param definition the numbers that make the model
 * @param <A> the kind of architecture
 */
public record StoredModel<A extends Architecture>(
    ModelDataProto metadata, Definition<A> definition) {
  /**
   * The message of this model.
   *
   * @param model the class that reads it
   * @param version the version of the stored form
   */
  public ModelProto write(Class<?> model, int version) {
    StoredModelProto proto =
        StoredModelProto.newBuilder()
            .setMetadata(Any.pack(metadata))
            .setDefinition(Definitions.write(definition))
            .build();
    return Checksummed.wrap(model, version, proto);
  }

  /**
   * The model of a message, with every number checked.
   *
   * @param model the class that wrote it
   * @param kind the kind of architecture
   * @throws IllegalArgumentException if the message is damaged, or as {@link Definitions#read}
   */
  public static <A extends Architecture> StoredModel<A> read(
      Class<?> model, Class<A> kind, Any message) throws InvalidProtocolBufferException {
    StoredModelProto proto = StoredModelProto.parseFrom(Checksummed.unwrap(model, message));
    return new StoredModel<>(
        proto.getMetadata().unpack(ModelDataProto.class),
        Definitions.read(kind, proto.getDefinition()));
  }
}
