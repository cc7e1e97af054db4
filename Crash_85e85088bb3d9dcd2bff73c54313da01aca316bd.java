import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

public class Crash_85e85088bb3d9dcd2bff73c54313da01aca316bd {
    static final String base64Bytes = String.join("", "77u/eDt5DQouMDt3MA0KLjE7dzENCi40O3cwDQouOTt3MQ0KLjE2O3cwDQouMjU7dzENCi4zNjt3MA0KLjQ5O3cxDQouNjQ7dzANCi44MTt3MQ0KLjEwMDt3MA0KLjEyMTt3MQ0K");

    public static void main(String[] args) throws Throwable {
        Crash_85e85088bb3d9dcd2bff73c54313da01aca316bd.class.getClassLoader().setDefaultAssertionStatus(true);
        try {
            Method fuzzerInitialize = org.lateo.hostile.FuzzTarget.class.getMethod("fuzzerInitialize");
            fuzzerInitialize.invoke(null);
        } catch (NoSuchMethodException ignored) {
            try {
                Method fuzzerInitialize = org.lateo.hostile.FuzzTarget.class.getMethod("fuzzerInitialize", String[].class);
                fuzzerInitialize.invoke(null, (Object) args);
            } catch (NoSuchMethodException ignored1) {
            } catch (IllegalAccessException | InvocationTargetException e) {
                e.printStackTrace();
                System.exit(1);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
        byte[] input = java.util.Base64.getDecoder().decode(base64Bytes);
        org.lateo.hostile.FuzzTarget.fuzzerTestOneInput(input);
    }
}