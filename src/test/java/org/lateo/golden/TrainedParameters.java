package org.lateo.golden;

import java.lang.reflect.Method;

/** The flat buffer of a trained model's parameters, which no user is given. */
final class TrainedParameters {
  private TrainedParameters() {}

  static float[] of(Object model) {
    try {
      Object definition = call(model, "definition");
      return (float[]) call(definition, "parameters");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Expected definition().parameters() of " + model, e);
    }
  }

  private static Object call(Object object, String name) throws ReflectiveOperationException {
    Method method = method(object.getClass(), name);
    method.setAccessible(true);
    return method.invoke(object);
  }

  /** Of the class, or of one that it extends. */
  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    try {
      return type.getDeclaredMethod(name);
    } catch (NoSuchMethodException e) {
      if (type.getSuperclass() == null) {
        throw e;
      }
      return method(type.getSuperclass(), name);
    }
  }
}
