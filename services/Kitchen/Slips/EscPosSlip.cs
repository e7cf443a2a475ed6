using System.Globalization;
using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Slips;

/// <summary>A slip as the bytes of an ESC/POS printer.</summary>
internal static class EscPosSlip
{
    // More boxes than this say nothing that the number does not.
    private const int MostBoxes = 4;

    internal static byte[] Render(Slip slip, Paper paper)
    {
        var to = new EscPosWriter(paper).Start().Centre();
        if (slip.Voided) Loud(to, "作废 勿备");
        if (slip.CopyText is { } copy) to.Inverted(true).Paragraph($" {copy} ").Inverted(false);

        to.Double(true).Bold(true).Paragraph($"{slip.MealText} {TicketCode.NumberText(slip.Number)}").Bold(false).Double(false)
            .Paragraph($"{slip.DateText} {slip.FulfilmentText}")
            .Double(true).Paragraph(slip.Serving.Destination).Double(false)
            .Left().Rule();

        foreach (var line in slip.Serving.Lines)
            to.Bold(true).Row(Boxes(line.Quantity) + line.Name, string.Create(CultureInfo.InvariantCulture, $"×{line.Quantity}")).Bold(false);
        to.Rule();

        foreach (var warning in slip.Serving.Warnings) Loud(to, DietWords.Of(warning));
        if (!string.IsNullOrWhiteSpace(slip.Serving.Remark)) to.Paragraph($"备注：{slip.Serving.Remark}");
        to.Row(slip.Serving.ShortName, slip.WindowText);
        if (slip.DueText is { } due) to.Double(true).Paragraph(due).Double(false);

        to.Centre().Barcode(slip.Code).Qr(slip.Code, 6).Paragraph(slip.Code);
        if (slip.CareUrl is { } url) to.Rule().Paragraph("骑手反馈").Qr(url, 5).Paragraph("扫码告诉我们老人是否安好");
        return to.Left().Paragraph($"打印 {slip.PrintedText}").Cut().ToArray();
    }

    private static void Loud(EscPosWriter to, string text) => to.Inverted(true).Double(true).Paragraph($" {text} ").Double(false).Inverted(false);

    // One box to tick per piece, so that the second portion is not overlooked.
    private static string Boxes(int quantity) => quantity <= MostBoxes ? new string('□', quantity) : "";
}
