package io.dromedary.cli;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A picture of a page with 256 colours at most, which a page hardly needs more of: a third of the size. */
final class SmallPicture {

    private static final int COLOURS = 256;

    /** Square of the distance at which two colours look the same. */
    private static final int APART = 8;

    private SmallPicture() {}

    /** Writes a PNG file anew. */
    static void shrink(Path file) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel & 0xffffff, 1, Integer::sum);
        }
        List<Integer> palette = palette(counts);
        BufferedImage small = new BufferedImage(
                picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model(palette));
        Map<Integer, Integer> nearest = new HashMap<>();
        byte[] row = new byte[picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < row.length; x++) {
                int colour = pixels[y * row.length + x] & 0xffffff;
                row[x] = (byte) (int) nearest.computeIfAbsent(colour, c -> nearest(palette, c));
            }
            small.getRaster().setDataElements(0, y, row.length, 1, row);
        }
        ImageIO.write(small, "png", file.toFile());
    }

    /** The colours that are seen most, none of them too much like another. */
    private static List<Integer> palette(Map<Integer, Integer> counts) {
        List<Integer> colours = new ArrayList<>(counts.keySet());
        colours.sort(
                Comparator.comparing((Integer colour) -> -counts.get(colour)).thenComparing(colour -> colour));
        List<Integer> chosen = new ArrayList<>();
        for (int colour : colours) {
            if (chosen.size() < COLOURS && chosen.stream().allMatch(other -> distance(other, colour) >= APART)) {
                chosen.add(colour);
            }
        }
        return chosen;
    }

    private static int nearest(List<Integer> palette, int colour) {
        int best = 0;
        for (int i = 1; i < palette.size(); i++) {
            if (distance(palette.get(i), colour) < distance(palette.get(best), colour)) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 0xff) - (other >> 16 & 0xff);
        int green = (one >> 8 & 0xff) - (other >> 8 & 0xff);
        int blue = (one & 0xff) - (other & 0xff);
        return red * red + green * green + blue * blue;
    }

    private static IndexColorModel model(List<Integer> palette) {
        int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
        return new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
    }
}
