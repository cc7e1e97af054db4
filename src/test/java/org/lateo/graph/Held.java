package org.lateo.graph;

import java.lang.reflect.Field;

/** What nodes hold in private fields: only their double twins read it. */
public final class Held {
  private Held() {}

  /** The value of the field of a node, or of what it holds. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <T> T in(Object holder, String name) {
    try {
      Field field = holder.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return (T) field.get(holder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("No field " + name + " in " + holder, e);
    }
  }
}
