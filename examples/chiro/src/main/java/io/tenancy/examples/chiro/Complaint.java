package io.tenancy.examples.chiro;

import io.tenancy.examples.chiro.Practice.Focus;
import java.util.List;
import java.util.Random;

/** Why people come, and what a chiropractor then writes down. */
record Complaint(
        String text,
        int fromAge,
        int toAge,
        List<String> segments,
        String worseWith,
        String betterWith,
        String finding,
        String test,
        String diagnosis,
        String homeCare) {

    private static final List<Complaint> SPORTS = List.of(
            new Complaint(
                    "Low back pain after deadlifting",
                    19,
                    52,
                    List.of("L4", "L5", "S1"),
                    "bending and sitting longer than 30 minutes",
                    "walking",
                    "Lumbar flexion 60 degrees, painful at the end of range",
                    "Kemp's test positive on the right, straight leg raise negative",
                    "Lumbar facet irritation without radicular signs",
                    "McGill big three once a day, no loaded flexion for two weeks"),
            new Complaint(
                    "Neck stiffness on long rides",
                    24,
                    63,
                    List.of("C5", "C6", "T1"),
                    "looking over the left shoulder",
                    "heat",
                    "Cervical rotation left 55 degrees, upper trapezius taut",
                    "Spurling's test negative, upper limb reflexes equal",
                    "Mechanical neck pain, cervicothoracic junction",
                    "Chin tucks, bars raised by two centimetres"),
            new Complaint(
                    "Tight hip, training for a marathon",
                    21,
                    58,
                    List.of("L3", "L4", "SI-R"),
                    "the last third of runs over 15 km",
                    "rest and foam rolling",
                    "Hip internal rotation right 20 degrees against 35 left",
                    "FABER reproduces the pain, trochanter tender",
                    "Sacroiliac dysfunction right with gluteus medius weakness",
                    "Side planks and clamshells, weekly distance down by a fifth"),
            new Complaint(
                    "Shoulder pain when swimming",
                    16,
                    49,
                    List.of("C7", "T2", "T4"),
                    "the catch phase of freestyle",
                    "rest",
                    "Scapular dyskinesis on the right, thoracic extension reduced",
                    "Neer and Hawkins mildly positive, strength full",
                    "Subacromial pain with thoracic hypomobility",
                    "Thoracic extension over a roll, external rotation with a band"),
            new Complaint(
                    "Mid-back pain from rowing",
                    17,
                    45,
                    List.of("T5", "T6", "T7"),
                    "deep breaths and the finish of the stroke",
                    "lying flat",
                    "Costovertebral joints T6 right tender",
                    "Rib springing painful, chest expansion full",
                    "Costovertebral sprain T6 right",
                    "Breathing drills, erg only at low rate for ten days"),
            new Complaint(
                    "Headache after office days",
                    25,
                    60,
                    List.of("C1", "C2", "T4"),
                    "screen work past noon",
                    "fresh air",
                    "Suboccipital muscles tender, forward head posture",
                    "Cranial nerves normal, flexion-rotation test limited right",
                    "Cervicogenic headache",
                    "Screen raised, a break every 40 minutes, chin tucks"));

    private static final List<Complaint> FAMILY = List.of(
            new Complaint(
                    "Pelvic girdle pain, second trimester",
                    22,
                    40,
                    List.of("SI-L", "SI-R", "L5"),
                    "turning over in bed and stairs",
                    "a pelvic belt",
                    "Pubic symphysis tender, stance on the left leg unsteady",
                    "Active straight leg raise positive, P4 positive left",
                    "Pregnancy-related pelvic girdle pain",
                    "Pillow between the knees, belt while walking"),
            new Complaint(
                    "Head always turned to the left",
                    0,
                    0,
                    List.of("C1", "C2"),
                    "being laid on the right side",
                    "being carried upright",
                    "Passive rotation right 60 degrees, left full; no lump in the muscle",
                    "Hips stable, reflexes of the age present",
                    "Positional torticollis; paediatrician informed",
                    "Tummy time, toys and light from the right"),
            new Complaint(
                    "Shoulder pain from a heavy school bag",
                    8,
                    15,
                    List.of("T3", "T4", "C7"),
                    "carrying on one side",
                    "swimming",
                    "Right shoulder low, Adam's test without rib hump",
                    "Strength and reflexes full and equal",
                    "Postural thoracic pain",
                    "Two straps, half the books, wall angels with a parent"),
            new Complaint(
                    "Low back pain from lifting small children",
                    25,
                    44,
                    List.of("L4", "L5", "SI-L"),
                    "lifting out of the cot",
                    "lying on the side",
                    "Extension painful, paraspinal spasm on the left",
                    "Straight leg raise negative, sensation intact",
                    "Lumbar sprain with sacroiliac dysfunction left",
                    "Hip hinge practised with a doll, cot side lowered"),
            new Complaint(
                    "Stiff neck on waking",
                    20,
                    76,
                    List.of("C3", "C4", "C5"),
                    "reversing the car",
                    "a warm shower",
                    "Rotation right 40 degrees with guarding",
                    "Spurling's test negative, no dizziness on testing",
                    "Acute facet lock C4/5 right",
                    "Lower pillow, gentle rotation every hour"),
            new Complaint(
                    "Stiff hips and back, retired from the boats",
                    61,
                    82,
                    List.of("L2", "L3", "T12"),
                    "the first hour of the morning",
                    "moving about",
                    "Lumbar extension 10 degrees, hip rotation reduced both sides",
                    "Pulses palpable, walking not limited by the legs",
                    "Lumbar spondylosis, low-force technique only",
                    "Ten minutes of cat-camel and sit-to-stand each morning"));

    static Complaint pick(Focus focus, Random random) {
        List<Complaint> of = focus == Focus.SPORTS ? SPORTS : FAMILY;
        return of.get(random.nextInt(of.size()));
    }

    /** Low force for the very young, the pregnant and the old. */
    boolean isDelicate() {
        return toAge == 0 || fromAge > 60 || text.startsWith("Pelvic");
    }
}
