import java.lang.reflect.Method;

/** Asks Flink for the memory of many configurations in one JVM: what its start scripts ask for one, with the same class. */
public class Ask {
    public static void main(String[] args) throws Exception {
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        for (int n = 2; n < args.length; n++) {
            for (String command : args[1].split(",")) {
                System.out.println("@ " + args[n] + " " + command);
                try {
                    main.invoke(null, (Object) new String[] {command, "--configDir", args[n]});
                } catch (Exception e) {
                    System.out.println("REFUSED " + e.getCause());
                }
            }
        }
    }
}
