import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Audits the shares of a list as tasks of Apache Spark in this process: each task runs the command
 * that it was given, with {@code --shard I/N -o shard-I.jsonl.gz --force}. The task of the second
 * share fails once after its work, as where a node is lost, so that Spark runs it again.
 */
public final class SparkShards {

  private SparkShards() {}

  /** SHARES COMMAND...; prints the name of each shard. */
  public static void main(String[] words) {
    int shares = Integer.parseInt(words[0]);
    // Serializable, as all that a task takes with it.
    ArrayList<String> command = new ArrayList<>(List.of(words).subList(1, words.length));
    SparkConf conf =
        new SparkConf()
            .setMaster("local[3,2]")
            .setAppName("shards of an audit")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      List<Integer> numbers = IntStream.rangeClosed(1, shares).boxed().toList();
      spark
          .parallelize(numbers, shares)
          .map(number -> shard(number, shares, new ArrayList<>(command)))
          .collect()
          .forEach(System.out::println);
    }
  }

  private static String shard(int number, int shares, List<String> command)
      throws IOException, InterruptedException {
    String name = "shard-" + number + ".jsonl.gz";
    command.addAll(List.of("--shard", number + "/" + shares, "-o", name, "--force"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(new File("shard-" + number + ".log"))
            .start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException("the audit of share " + number + " ended with " + exit);
    }
    int attempt = TaskContext.get().attemptNumber();
    if (number == 2 && attempt == 0) {
      throw new IOException("the node of share 2 is lost");
    }
    return name + " by attempt " + (attempt + 1);
  }
}
