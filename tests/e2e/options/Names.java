import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which names of parts one Flink knows. Flink is on the class path alone, as for Options.
 *
 * <p>Names FILE prints for each line of the file, a key and a text, whether the code that reads the option knows the text:
 * `named`, key, text, and `known` or `unknown`.
 */
public class Names {
    static final String RUNTIME = "org.apache.flink.runtime.";

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] parts = line.split("\t");
            out.println("named\t" + line + "\t" + (knows(parts[0], parts[1]) ? "known" : "unknown"));
        }
        out.flush();
    }

    static boolean knows(String key, String text) throws Exception {
        Object configuration = Class.forName("org.apache.flink.configuration.Configuration").getConstructor().newInstance();
        Method set = configuration.getClass().getMethod("setString", String.class, String.class);
        set.invoke(configuration, "state.checkpoints.dir", "file:///tmp/state");
        if (key.startsWith("state.backend.rocksdb.")) {
            set.invoke(configuration, "state.backend", "rocksdb");
        }
        set.invoke(configuration, key, text);
        ClassLoader loader = Names.class.getClassLoader();
        try {
            switch (key) {
                case "high-availability", "high-availability.type", "recovery.mode":
                    return !call(RUNTIME + "jobmanager.HighAvailabilityMode", "fromConfig", configuration).toString().equals("FACTORY_CLASS");
                case "jobmanager.execution.failover-strategy":
                    String failover = RUNTIME + "executiongraph.failover.";
                    return first(configuration, failover + "FailoverStrategyFactoryLoader.loadFailoverStrategyFactory",
                        failover + "flip1.FailoverStrategyFactoryLoader.loadFailoverStrategyFactory",
                        failover + "FailoverStrategyLoader.loadFailoverStrategy") != null;
                case "restart-strategy", "restart-strategy.type":
                    String graph = RUNTIME + "executiongraph.";
                    Object factory = first(configuration, graph + "failover.RestartBackoffTimeStrategyFactoryLoader.getRestartStrategyFactoryFromConfig",
                        graph + "failover.RestartBackoffTimeStrategyFactoryLoader.getClusterRestartStrategyFactory",
                        graph + "failover.flip1.RestartBackoffTimeStrategyFactoryLoader.getClusterRestartStrategyFactory",
                        graph + "failover.flip1.RestartBackoffTimeStrategyFactoryLoader.getRestartStrategyFactoryFromConfig",
                        graph + "restart.RestartStrategyFactory.createRestartStrategyFactory");
                    // The default for what is not known.
                    return !factory.getClass().getSimpleName().startsWith("NoOrFixed");
                case "classloader.resolve-order":
                    String order = "FlinkUserCodeClassLoaders$ResolveOrder.fromString";
                    return first(text, "org.apache.flink.util." + order, RUNTIME + "execution.librarycache." + order) != null;
                case "state.checkpoint-storage", "execution.checkpointing.storage":
                    return call(RUNTIME + "state.CheckpointStorageLoader", "fromConfig", configuration, loader, null) != null;
                default:
                    return call(RUNTIME + "state.StateBackendLoader", "loadStateBackendFromConfig", configuration, loader, null) != null;
            }
        } catch (InvocationTargetException refused) {
            return false;
        }
    }

    /** What the first of these methods that there is makes of something. */
    static Object first(Object of, String... methods) throws Exception {
        for (String method : methods) {
            int dot = method.lastIndexOf('.');
            for (Object[] arguments : new Object[][] {{of}, {of, null}}) {
                try {
                    return call(method.substring(0, dot), method.substring(dot + 1), arguments);
                } catch (ClassNotFoundException | NoSuchMethodException other) {
                    // Another version's.
                }
            }
        }
        throw new NoSuchMethodException(String.join(", ", methods));
    }

    static Object call(String type, String name, Object... arguments) throws Exception {
        for (Method method : Class.forName(type).getDeclaredMethods()) {
            Class<?>[] wanted = method.getParameterTypes();
            boolean fits = method.getName().equals(name) && Modifier.isStatic(method.getModifiers()) && wanted.length == arguments.length
                && (wanted.length == 0 || wanted[0].isInstance(arguments[0]));
            if (fits) {
                method.setAccessible(true);
                return method.invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException(type + "." + name);
    }
}
