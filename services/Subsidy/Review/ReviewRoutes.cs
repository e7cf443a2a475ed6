using MealDispatch.Subsidy.Review.DecideReview;
using MealDispatch.Subsidy.Review.ListReviews;

namespace MealDispatch.Subsidy.Review;

internal static class ReviewRoutes
{
    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        routes.MapListReviews();
        routes.MapDecideReview();
    }
}
