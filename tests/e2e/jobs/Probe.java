import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Counts 1, 2, 3, ... and keeps the count twice, in the state of the source and in that of the counter, which must agree.
 * FOLDER/events tells what happened: "TAG new 0" or "TAG restored N" at each start, then "TAG count N" for each number.
 * FOLDER/sink, if it is there, gets each number exactly once: a file FIRST-LAST for those between two checkpoints, when the later one
 * is complete.
 *
 * <p>Arguments: FOLDER TAG [until=N] [millis=N] [main-fails]. The job fails while FOLDER/fail exists, and once for
 * FOLDER/fail-once.
 */
public class Probe {
    public static void main(String[] arguments) throws Exception {
        List<String> options = Arrays.asList(arguments).subList(2, arguments.length);
        if (options.contains("main-fails")) {
            throw new IllegalStateException("main was told to fail");
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .fromSequence(1, number(options, "until=", Long.MAX_VALUE))
                .uid("numbers")
                .map(new Counter(arguments[0], arguments[1], number(options, "millis=", 20)))
                .uid("counter")
                .map(new Sink(arguments[0]))
                .uid("sink");
        environment.execute("probe " + arguments[1]);
    }

    private static long number(List<String> options, String key, long otherwise) {
        for (String option : options) {
            if (option.startsWith(key)) {
                return Long.parseLong(option.substring(key.length()));
            }
        }
        return otherwise;
    }

    private static class Counter implements MapFunction<Long, Long>, CheckpointedFunction {
        private final String folder;
        private final String tag;
        private final long millis;
        private long count;
        private transient ListState<Long> state;

        Counter(String folder, String tag, long millis) {
            this.folder = folder;
            this.tag = tag;
            this.millis = millis;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("count", Long.class));
            for (Long saved : state.get()) {
                count = saved;
            }
            tell(context.isRestored() ? "restored" : "new");
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(Collections.singletonList(count));
        }

        @Override
        public Long map(Long number) throws Exception {
            if (number != count + 1) {
                throw new IllegalStateException("the source says " + number + " after " + count);
            }
            count = number;
            tell("count");
            Thread.sleep(millis);
            if (new File(folder, "fail-once").delete() || new File(folder, "fail").exists()) {
                throw new IllegalStateException("the job was told to fail");
            }
            return number;
        }

        private void tell(String what) throws IOException {
            Path events = Paths.get(folder, "events");
            byte[] line = (tag + " " + what + " " + count + "\n").getBytes();
            Files.write(events, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    private static class Sink implements MapFunction<Long, Long>, CheckpointedFunction, CheckpointListener {
        private final File folder;
        private long first;
        private long last;
        private transient TreeMap<Long, String> pending;
        private transient ListState<String> state;

        Sink(String folder) {
            this.folder = new File(folder, "sink");
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("pending", String.class));
            pending = new TreeMap<>();
            // The checkpoint is complete, and nobody may have lived to hear of it.
            for (String range : state.get()) {
                commit(range);
            }
        }

        @Override
        public Long map(Long number) {
            first = first == 0 ? number : first;
            last = number;
            return number;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            if (first != 0) {
                pending.put(context.getCheckpointId(), first + "-" + last);
                first = 0;
            }
            state.update(new ArrayList<>(pending.values()));
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) throws Exception {
            for (String range : pending.headMap(checkpoint, true).values()) {
                commit(range);
            }
            pending.headMap(checkpoint, true).clear();
        }

        private void commit(String range) throws IOException {
            if (folder.exists()) {
                try {
                    Files.createFile(folder.toPath().resolve(range));
                } catch (FileAlreadyExistsException again) {
                    // The same range of the same checkpoint.
                }
            }
        }
    }
}
