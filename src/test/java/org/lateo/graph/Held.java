package org.lateo.graph;

import java.lang.reflect.Field;

/** What nodes hold in private fields: only their double twins read it. */
public final class Held {
  private Held() {}

  /** The value of a node's field. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T in(Node node, String name) {
    try {
      Field field = node.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return (T) field.get(node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No field " + name + " in " + node, e);
    }
  }
}
