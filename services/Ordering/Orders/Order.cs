using MealDispatch.BuildingBlocks.Money;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Subsidy;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>
/// 订单: one resident, one site, one service date, one meal period. It manages its own way from placed to confirmed: each
/// change of status is a method here, and <see cref="OrderStatusRules"/> says which are allowed.
/// </summary>
internal sealed class Order
{
    private Order()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The number that people read and say: site, date, meal, count.</summary>
    public string Number { get; private set; } = "";

    public Guid ResidentId { get; private set; }

    public string Subdistrict { get; private set; } = "";

    public string SiteCode { get; private set; } = "";

    /// <summary>The canteen that cooks; the site itself unless that is a dining table.</summary>
    public string KitchenSiteCode { get; private set; } = "";

    public LocalDate ServiceDate { get; private set; }

    public MealPeriod MealPeriod { get; private set; }

    public Fulfilment Fulfilment { get; private set; }

    /// <summary>Empty for a dine-in meal of which only the sum was entered.</summary>
    public IReadOnlyList<OrderLine> Lines { get; private set; } = [];

    public string? Remark { get; private set; }

    public PaymentMethod PaymentMethod { get; private set; }

    /// <summary>The most that the person accepted to pay; null when they named nothing.</summary>
    public long? ExpectedPayableFen { get; private set; }

    /// <summary>Why staff let it in after the cutoff; null otherwise.</summary>
    public string? LateReason { get; private set; }

    public Guid PlacedBy { get; private set; }

    public Instant PlacedAt { get; private set; }

    /// <summary>Real time (UTC) of the placement: unsettled orders are given up after five real minutes.</summary>
    public DateTime StoredAt { get; private set; }

    public Instant CutoffAt { get; private set; }

    public Instant ServeFrom { get; private set; }

    public Instant ServeTo { get; private set; }

    /// <summary>Its window had closed when it was placed: it belongs to a supplementary wave.</summary>
    public bool AfterCutoff { get; private set; }

    /// <summary>Counts against the site's capacity for the meal.</summary>
    public bool TookCapacity { get; private set; }

    /// <summary>Served at the counter in the moment it was entered; null for orders placed ahead.</summary>
    public CounterService? Counter { get; private set; }

    public long FoodFen { get; private set; }

    public long DeliveryFeeFen { get; private set; }

    public long SubsidyFen { get; private set; }

    public long PayableFen { get; private set; }

    /// <summary>Fen taken from the meal account.</summary>
    public long PaidFen { get; private set; }

    public bool Refunded { get; private set; }

    /// <summary>Null until decided.</summary>
    public OrderSubsidy? Subsidy { get; private set; }

    public SubsidyOutcome SubsidyOutcome { get; private set; }

    public OrderStatus Status { get; private set; }

    /// <summary>The resident's one open order of this meal at this site; dine-in orders never hold it.</summary>
    public bool HoldsMeal { get; private set; }

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    /// <summary>Null until a courier is asked.</summary>
    public OrderDelivery? Delivery { get; private set; }

    /// <summary>Null unless a rule refused it.</summary>
    public OrderRefusal? Refusal { get; private set; }

    /// <summary>The kitchen's ticket; null until there is one.</summary>
    public string? TicketCode { get; private set; }

    public int Version { get; private set; }

    public static Order Place(PlacedOrder placed)
    {
        var order = new Order
        {
            Id = placed.Id,
            Number = placed.Number,
            ResidentId = placed.Resident.Id,
            Subdistrict = placed.Resident.Subdistrict,
            SiteCode = placed.Site.Code,
            KitchenSiteCode = placed.Site.KitchenCode,
            ServiceDate = placed.ServiceDate,
            MealPeriod = placed.MealPeriod,
            Fulfilment = placed.Fulfilment,
            Lines = placed.Lines,
            Remark = placed.Remark,
            PaymentMethod = placed.PaymentMethod,
            ExpectedPayableFen = placed.ExpectedPayableFen,
            LateReason = placed.LateReason,
            PlacedBy = placed.PlacedBy,
            PlacedAt = placed.Now,
            StoredAt = placed.RealNow,
            CutoffAt = placed.CutoffAt,
            ServeFrom = placed.ServeFrom,
            ServeTo = placed.ServeTo,
            AfterCutoff = placed.AfterCutoff,
            TookCapacity = placed.Counter is null,
            Counter = placed.Counter,
            FoodFen = placed.FoodFen,
            DeliveryFeeFen = placed.DeliveryFeeFen,
            PayableFen = placed.FoodFen + placed.DeliveryFeeFen,
            Status = OrderStatus.Placed,
            HoldsMeal = placed.Fulfilment != Fulfilment.DineIn,
        };
        order.Note(TimelineEvent.Placed, placed.Now, placed.By, placed.LateReason is null ? "已下单" : "工作人员在截单后补单");
        return order;
    }

    /// <summary>Takes Subsidy's decision; the price is known from here on.</summary>
    public void Price(SubsidyDecided decision, Instant now)
    {
        Subsidy = new OrderSubsidy(
            decision.DecisionId, decision.Grants, decision.Refusals, new SubsidyExplanation(decision.ExplanationZh, decision.ExplanationEn));
        SubsidyFen = decision.TotalFen;
        PayableFen = FoodFen + DeliveryFeeFen - decision.TotalFen;
        Note(TimelineEvent.SubsidyDecided, now, "system", decision.ExplanationZh);
    }

    public void NotePayment(Instant now)
    {
        PaidFen = PayableFen;
        Note(TimelineEvent.Paid, now, "system", $"助餐账户支付 {new Fen(PaidFen).ToYuan()} 元");
    }

    public void Confirm(Instant now)
    {
        Become(OrderStatus.Confirmed);
        Note(TimelineEvent.Confirmed, now, "system", "订单已确认");
    }

    /// <summary>A rule refused it after it was placed.</summary>
    public void Refuse(OrderRefusal refusal, Instant now)
    {
        Become(OrderStatus.Cancelled);
        Refusal = refusal;
        Note(TimelineEvent.Cancelled, now, "system", refusal.Detail ?? "订单未能成立");
    }

    /// <summary>A person cancelled it.</summary>
    public void Cancel(string by, string? reason, Instant now)
    {
        Become(OrderStatus.Cancelled);
        Note(TimelineEvent.Cancelled, now, by, reason is null ? "订单已取消" : $"订单已取消：{reason}");
    }

    public void NoteRefund(Instant now)
    {
        Refunded = true;
        Note(TimelineEvent.Refunded, now, "system", $"已退回助餐账户 {new Fen(PaidFen).ToYuan()} 元");
    }

    /// <summary>Eaten in: served at the counter.</summary>
    public void Serve(Instant now)
    {
        Become(OrderStatus.Completed);
        Note(TimelineEvent.Collected, now, "staff", "已在食堂用餐");
    }

    public void NoteSubsidyOutcome(SubsidyOutcome outcome)
    {
        SubsidyOutcome = outcome;
        Version++;
    }

    public void NoteTicket(string code)
    {
        TicketCode = code;
        Version++;
    }

    /// <summary>Kitchen or courier report something that may come late; the status follows when that is a step forward.</summary>
    public void Report(OrderStatus? status, TimelineEvent what, Instant at, string by, string text)
    {
        if (status is { } reported && Status.CanBecome(reported))
            Become(reported);
        Note(what, at, by, text);
    }

    /// <summary>The kitchen says it is packed: ready, unless that was taken back since.</summary>
    public void ReportPacked(Instant at)
    {
        var takenBack = Timeline.Any(e => e.Event == TimelineEvent.Unpacked && e.At >= at);
        Report(takenBack ? null : OrderStatus.Ready, TimelineEvent.Packed, at, "kitchen", "餐已打包好");
    }

    /// <summary>The kitchen takes packing back: not ready any more, unless it was packed again since. The one step back that there is.</summary>
    public void ReportUnpacked(Instant at)
    {
        if (Status == OrderStatus.Ready && !Timeline.Any(e => e.Event == TimelineEvent.Packed && e.At > at))
            Status = OrderStatus.Preparing;
        Note(TimelineEvent.Unpacked, at, "kitchen", "打包登记有误，已更正");
    }

    public void ReportDelivery(Guid deliveryId, DeliveryStatus status, OrderRider? rider, Instant? etaAt, Instant at)
    {
        Delivery = Delivery is { } delivery && delivery.Id == deliveryId
            ? delivery.With(status, rider, etaAt, at)
            : new OrderDelivery(deliveryId, status, rider, etaAt, at);
        Version++;
    }

    private void Become(OrderStatus next)
    {
        if (!Status.CanBecome(next))
            throw new InvalidOperationException($"An order that is {Status} cannot become {next}");
        Status = next;
        HoldsMeal &= !next.IsFinal();
        Version++;
    }

    private void Note(TimelineEvent what, Instant at, string by, string text)
    {
        Timeline = Timeline.With(new TimelineEntry(at, what, by, text));
        Version++;
    }
}

/// <summary>How a meal is served at the counter: what shows that the resident was there.</summary>
internal sealed record CounterService(PresenceEvidence Evidence, string? OverrideReason);
