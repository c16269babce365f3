package org.throughline.document;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.throughline.access.Invalid;

/** A picture of signed paper is drawn anew: only what can be seen stays, so neither what hides in the file nor the place where it was taken. */
final class ImageCheck {

    private static final float QUALITY = 0.9f;

    private ImageCheck() {}

    static Checked check(DocumentType type, byte[] content, DocumentLimits limits) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            ImageReader reader = ImageIO.getImageReadersByFormatName(type.ending()).next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > limits.pixels()) {
                    throw NotKept.because("This picture has more than " + limits.pixels() / 1_000_000 + " million points. Take it again with a lower resolution.");
                }
                return new Checked(type, 1, written(type, upright(reader.read(0), turn(content))));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            throw broken instanceof Invalid known ? known : NotKept.because("This picture cannot be read. Take it again, or scan the paper.");
        }
    }

    /** How a camera says that it was held: 1 upright, 3 upside down, 6 and 8 on its side. */
    private static int turn(byte[] content) {
        try {
            ExifIFD0Directory said = ImageMetadataReader.readMetadata(new ByteArrayInputStream(content)).getFirstDirectoryOfType(ExifIFD0Directory.class);
            return said == null || !said.containsTag(ExifIFD0Directory.TAG_ORIENTATION) ? 1 : said.getInt(ExifIFD0Directory.TAG_ORIENTATION);
        } catch (ImageProcessingException | IOException | MetadataException | RuntimeException none) {
            return 1;
        }
    }

    private static BufferedImage upright(BufferedImage image, int turn) {
        boolean side = turn == 6 || turn == 8;
        int width = side ? image.getHeight() : image.getWidth();
        int height = side ? image.getWidth() : image.getHeight();
        AffineTransform turned = new AffineTransform();
        switch (turn) {
            case 3 -> turned.setToRotation(Math.PI, width / 2.0, height / 2.0);
            case 6 -> turned.setTransform(0, 1, -1, 0, width, 0);
            case 8 -> turned.setTransform(0, -1, 1, 0, 0, height);
            default -> { }
        }
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, width, height);
        pen.drawImage(image, turned, null);
        pen.dispose();
        return drawn;
    }

    private static byte[] written(DocumentType type, BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(type.ending()).next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (type == DocumentType.JPEG) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(QUALITY);
            }
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
