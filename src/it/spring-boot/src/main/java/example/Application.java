package example;

import io.dromedary.Job;
import io.dromedary.camel.DromedaryComponent;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Application {

    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    /** The job that {@code ?job=photos} names. */
    @Bean
    Job photos(@Value("${photos.source}") Path source, @Value("${photos.replica}") Path replica) {
        return Job.of("photos", source, replica);
    }

    /** Where index and lock are kept. Without this bean they go into the user's state folder. */
    @Bean
    DromedaryComponent dromedary(@Value("${photos.state}") String state) {
        DromedaryComponent component = new DromedaryComponent();
        component.setStateDir(state);
        return component;
    }
}
